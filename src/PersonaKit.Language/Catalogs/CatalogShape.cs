using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Language.Schemas;
using static PersonaKit.Language.Schemas.SchemaShape;

namespace PersonaKit.Language.Catalogs;

/// <summary>The shape of a trait catalog, in the order and with the limits of the section readers.</summary>
internal static class CatalogShape
{
    private const string Hour = "([01]?[0-9]|2[0-4])(:00)?";
    private const string FirstHour = "([01]?[0-9]|2[0-3])(:00)?";

    public static DataValue.Map Document { get; } = Object(("$schema", DataValue.Of(Dialect)), ("title", DataValue.Of("PersonaKit trait catalog")))
        .And([.. Fields(
            "What traits exist, and how observations feed them.",
            Need("traits", MapOf("Trait key → what is kept of it; a key that ends in .* (or is *) describes every asserted trait below it.", Ref("trait"))
                .And(("propertyNames", Object(("pattern", DataValue.Of($@"^(\*|(?=.{{1,{TraitPath.MaxLength}}}(\.\*)?$){TraitPath.Segments}(\.\*)?)$")))))),
            Optional("observations", MapOf("Observation type → its fields and what they feed; assertion, feedback and retraction are built in.", Ref("observation"))
                .And(("propertyNames", Object(("pattern", DataValue.Of(ObservationDraftReader.TypePattern)), ("not", Object(("enum", Words(Assertion.Type, FeedbackContent.Type, Retraction.Type))))))))).Entries.Select(entry => (entry.Key, entry.Value))])
        .And(("$defs", Object(
            ("trait", Trait),
            ("observation", Observation),
            ("variant", Variant),
            ("fields", Content),
            ("feed", Feed),
            ("hours", Form("Local hours, the last not included.", $"^{FirstHour}-{Hour}$")))));

    private static DataValue.Map Trait => Object(
        ("if", Required("from")),
        ("then", Fields(
            "A part of another trait, published under its own key.",
            Need("from", Form("The path into a listed trait, such as work.energy_patterns.peak_hours.", TraitPath.Pattern)),
            Optional("description", Text("For people.")))),
        ("else", Fields(
            "What is kept of a trait.",
            Need("kind", OneOf($"{string.Join("; ", TraitKind.All.Select(kind => $"{kind.Name}: {kind.Summary}"))}.", TraitKind.All.Select(kind => kind.Name))),
            Need("half_life", Duration("The time in which evidence halves, 1m to 36500d.")),
            Optional("resolution", Duration("Evidence ages in whole steps of this, counted from UTC midnight (default: continuously).")),
            Optional("floor", Number("Below this confidence the trait is faded, and no rule sees it (default 0.2).", 0, 0.99)),
            Optional("volatile", Boolean("true for state that comes and goes within hours.")),
            Optional("unit", Text("For people.")),
            Optional("description", Text("For people.")),
            Optional("values", ListOf("For a category: the words it may take.", Word)),
            Optional("high", Score("For a rhythm: the mean from which an hour is high (default 4).")),
            Optional("medium", Score("For a rhythm: the mean from which an hour is medium (default 3), not above high.")))
            .And(("allOf", List(OnlyFor("kind", ["category"], "values"), OnlyFor("kind", ["rhythm"], "high", "medium"))))));

    private static DataValue.Map Observation => Fields(
        "A type of observation.",
        [
            .. RuleFields,
            Optional("variants", MapOf("Value of the variant field → its own fields and feeds.", Ref("variant"))),
            Take("variant_field", Text("The field of the content that names the variant.")),
        ])
        .And(
            ("if", Properties(("variants", Object(("type", DataValue.Of("object"))))).And(("required", Words("variants")))),
            ("then", Required("variant_field")),
            ("else", Properties(("variant_field", DataValue.Of(false)))));

    private static DataValue.Map Variant => Fields("One variant of a type of observation.", [.. RuleFields]);

    private static SchemaField[] RuleFields =>
    [
        Optional("description", Text("For people.")),
        Optional("fields", Ref("fields")),
        Optional("feeds", ListOf("What the fields say about traits.", Ref("feed"))),
    ];

    private static DataValue.Map Content => MapOf(
        "Path in the content → what must stand there when it is there.",
        Object(("anyOf", List(
            FieldKind,
            Fields(
                "A field of the content.",
                Need("type", FieldKind),
                Optional("required", Boolean("true: an observation without it is refused.")),
                Optional("may_lie_ahead", Boolean("For an instant that is planned rather than seen.")),
                Optional("min", Score("The smallest number that is taken.")),
                Optional("max", Score("The largest number that is taken.")),
                Optional("values", ListOf("The texts that are taken.", Scalar)),
                Optional("description", Text("For people.")))
                .And(("allOf", List(
                    OnlyFor("type", ["text"], "values"),
                    OnlyFor("type", ["instant"], "may_lie_ahead"),
                    OnlyFor("type", ["number", "integer"], "min", "max"))))))))
        .And(("propertyNames", Object(("pattern", DataValue.Of(TraitPath.Pattern)))));

    private static DataValue.Map Feed => Fields(
        "What one field says about one trait.",
        Need("trait", Text("A trait of this catalog.", TraitPath.Pattern)),
        Need("from", Text("The field; when it is missing the feed feeds nothing, unless there is a default.")),
        Need("confidence", Number("How sure one such observation makes.", Assertion.MinConfidence, 1)),
        Optional("default", Anything("Stands for a missing field.")),
        Optional("hours", MapOf("For a rhythm: word → hours.", Object(("anyOf", List(Ref("hours"), ListOf("Several ranges.", Ref("hours"))))))),
        Optional("hour_of", Text("For a rhythm: the field with the instant whose local hour is scored.")),
        Optional("score", Score("For a rhythm: the score of all hours of the word.")),
        Optional("bands", ListOf("For numbers: the first that holds says the value.", Fields(
            "Numbers from at_least to at_most, both included.",
            Optional("at_least", Score("The smallest number.")),
            Optional("at_most", Score("The largest number.")),
            Need("value", Object(("description", DataValue.Of("What the trait is fed.")), ("not", Object(("type", DataValue.Of("null"))))))))),
        Optional("lookup", Object(("description", DataValue.Of("For words, in any case: word → what the trait is fed.")), ("type", DataValue.Of("object")))),
        Optional("else", Anything("What every other word feeds.")))
        .And(
            ("if", Properties(("hours", Object(("type", DataValue.Of("object"))))).And(("required", Words("hours")))),
            ("then", Properties(("score", Object(("type", DataValue.Of("number"))))).And(("required", Words("score")))));

    private static DataValue.Map FieldKind => OneOf("What stands in the field.", ObservationSectionReader.FieldTypes);

    /// <summary>Every scalar is a word as it is written, null included.</summary>
    private static DataValue.Map Scalar => Object(("type", Words("string", "number", "boolean", "null")));

    private static DataValue.Map Word => Scalar.And(("minLength", DataValue.Of(1)), ("maxLength", DataValue.Of(ValueLimits.MaxWordLength)));

    private static DataValue.Map Score(string description) => Number(description, -ValueLimits.MaxNumber, ValueLimits.MaxNumber);

    private static DataValue.Map Duration(string description)
    {
        var days = (int)TraitSectionReader.LongestHalfLife.TotalDays;
        return Form(description, $"^(?=.{{2,8}}$)0*([1-9][0-9]*m|{UpTo(days * 24)}h|{UpTo(days)}d|{UpTo(days / 7)}w)$");
    }

    /// <summary>The keys have a meaning for these values of another key only.</summary>
    private static DataValue.Map OnlyFor(string key, string[] values, params string[] keys) => Object(
        ("if", Properties((key, Object(("enum", Words(values)))))),
        ("else", Object(("properties", new DataValue.Map([.. keys.Select(only => new KeyValuePair<string, DataValue>(only, DataValue.Of(false)))])))));
}
