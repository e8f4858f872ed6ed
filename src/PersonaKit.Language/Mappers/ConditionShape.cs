using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Schemas;
using static PersonaKit.Language.Schemas.SchemaShape;

namespace PersonaKit.Language.Mappers;

/// <summary>The shape of conditions in both of their notations, as <see cref="ConditionReader"/> and <see cref="CheckReader"/> read them.</summary>
internal static class ConditionShape
{
    private const string NumericText = @"^\s*\+?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\s*$";

    private static readonly DataValue.Map Null = Object(("type", DataValue.Of("null")));

    private static readonly DataValue.Map Kind = OneOf("The older notation: a group (all, any) with its conditions, or a single check.", ["all", "any", "single"]);

    public static DataValue.Map Condition { get; } = Object(
        ("description", DataValue.Of("A check, or a group of conditions; groups nest.")),
        ("type", DataValue.Of("object")),
        ("if", Required("type")),
        ("then", Object(("anyOf", List([Group, OneOfList, .. ConditionReader.Checks.Select(UnderKey), TraitCheck.Beside(), ContextCheck.Beside(), TimeCheck.Beside()])))),
        ("else", Short));

    public static DataValue.Map TraitCheck => Check(
        "Compares what is known of the person; a faded trait is as if it were missing.",
        Need("path", Text("A trait path.", TraitPath.Pattern)),
        ComparisonOperators.All.Where(known => !known.DependsOnMoment));

    public static DataValue.Map ContextCheck => Check(
        "Compares what the caller said about the moment.",
        Need("field", Text("A field of the context.", ContextPath.Pattern)),
        ComparisonOperators.All);

    public static DataValue.Map TimeCheck => Fields(
        "The person's local time; the parts that are given must all hold.",
        Optional("period", OneOf("morning 05–12, afternoon 12–17, evening 17–21, night 21–05.", DayPeriods.All.Select(DayPeriods.NameOf))),

        // Without "items": an editor that reads it as older drafts do would refuse both hours.
        Optional("hour_range", Object(
            ("description", DataValue.Of("From the first hour up to but not including the second; wraps around midnight.")),
            ("type", DataValue.Of("array")),
            ("prefixItems", List(Integer("The first hour, 0–23.", 0, 23), Integer("The hour it ends, 0–24.", 0, 24))),
            ("minItems", DataValue.Of(2)),
            ("maxItems", DataValue.Of(2)))),
        Take("day_of_week", Object(
            ("description", DataValue.Of("A day or a list of days, by their English names in any case.")),
            ("anyOf", List(Day, ListOf("Several days.", Day).And(("minItems", DataValue.Of(1))), Null)))),
        Optional("timezone", Form("user_local (the default: the person's own zone) or an IANA name such as Europe/Berlin.", "^[A-Za-z][A-Za-z0-9_+/-]{0,63}$")))
        .And(("anyOf", List(Given("period"), Given("hour_range"), Given("day_of_week"))));

    // The words for completion, the pattern because case does not matter.
    private static DataValue.Map Day => Object(("anyOf", List(
        OneOf("A day of the week.", TimeWindowReader.Days),
        Form("A day of the week.", $"^({string.Join('|', TimeWindowReader.Days.Select(AnyCase))})$"))));

    private static DataValue.Map Short => Fields(
        "One key, which says what kind of condition it is.",
        Take("all", ListOf("True when every member is; an empty list is true.", Ref("condition"))),
        Take("any", ListOf("True when some member is; an empty list is false.", Ref("condition"))),
        Take("not", Ref("condition")),
        Take("trait_check", Ref("trait_check")),
        Take("context_check", Ref("context_check")),
        Take("time_check", Ref("time_check")))
        .And(("minProperties", DataValue.Of(1)), ("maxProperties", DataValue.Of(1)));

    private static DataValue.Map Group => Fields(
        "A group in the older notation.",
        Need("type", OneOf("all or any.", ["all", "any"])),
        Need("conditions", ListOf("The members.", Ref("condition"))));

    private static DataValue.Map OneOfList => Fields(
        "A list of exactly one, in the older notation.",
        [
            Need("type", OneOf("single", ["single"])),
            Need("conditions", ListOf("Exactly one.", Ref("condition")).And(("minItems", DataValue.Of(1)), ("maxItems", DataValue.Of(1)))),
            .. ConditionReader.Checks.Select(check => Take(check, Null)),
        ]);

    private static DataValue.Map UnderKey(string check) => Fields(
        "One check under its key, in the older notation; a dumped model leaves the other keys empty.",
        [
            Need("type", OneOf("single", ["single"])),
            Need(check, Ref(check)),
            .. ConditionReader.Checks.Where(other => other != check).Append("conditions").Select(other => Take(other, Null)),
        ]);

    /// <summary>The keys of a check right beside the type.</summary>
    private static DataValue.Map Beside(this DataValue.Map check)
    {
        var properties = (DataValue.Map)check["properties"]!;
        var required = check["required"] is DataValue.List needed ? needed.Items : [];
        return check
            .With("properties", new DataValue.Map(properties.Entries.Insert(0, new("type", Kind.With("enum", Words("single"))))))
            .With("required", new DataValue.List(required.Insert(0, DataValue.Of("type"))));
    }

    private static DataValue.Map Check(string description, SchemaField subject, IEnumerable<ComparisonOperator> operators)
    {
        var needless = ComparisonOperators.All.Where(known => !known.Literal.IsNeeded).Select(known => known.Name);
        var table = operators.SelectMany(known => known.Names, (known, name) => (Name: name, Form: known.Literal)).ToList();
        var forms = table.GroupBy(entry => FormOf(entry.Form), entry => entry.Name).Select(form => form.Key(form));
        return Fields(
            description,
            subject,
            Optional("operator", OneOf("How the two are compared; a check with a value and no operator means equals.", table.Select(entry => entry.Name))),
            Take("value", Anything($"What it is compared with; {string.Join(" and ", needless)} need none.")))
            .And(("anyOf", List(forms)));
    }

    private static Func<IEnumerable<string>, DataValue.Map> FormOf(LiteralForm form) =>
        form == LiteralForm.None ? WithoutValue : form == LiteralForm.List ? OfList : form == LiteralForm.Minutes ? OfMinutes : OfValue;

    private static DataValue.Map WithoutValue(IEnumerable<string> names) => Properties(("operator", Object(("enum", Words(names))))).And(("required", Words("operator")));

    private static DataValue.Map OfValue(IEnumerable<string> names) =>
        Properties(("operator", Object(("enum", new DataValue.List(Words(names).Items.Add(DataValue.Null.Instance)))))).And(("required", Words("value")));

    private static DataValue.Map OfList(IEnumerable<string> names) =>
        Properties(("operator", Object(("enum", Words(names)))), ("value", Object(("type", DataValue.Of("array"))))).And(("required", Words("operator", "value")));

    private static DataValue.Map OfMinutes(IEnumerable<string> names) =>
        Properties(
            ("operator", Object(("enum", Words(names)))),
            ("value", Object(("type", Words("number", "string")), ("minimum", DataValue.Of(0)), ("pattern", DataValue.Of(NumericText)))))
        .And(("required", Words("operator", "value")));

    private static DataValue.Map Given(string key) => Properties((key, Object(("not", Null)))).And(("required", Words(key)));

    private static DataValue.Map With(this DataValue.Map shape, string key, DataValue value) =>
        shape[key] is null
            ? shape.And((key, value))
            : new([.. shape.Entries.Select(entry => entry.Key == key ? new(key, value) : entry)]);

    private static string AnyCase(string word) => string.Concat(word.Select(letter => $"[{char.ToUpperInvariant(letter)}{letter}]"));
}
