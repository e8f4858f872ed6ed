using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Values;
using static PersonaKit.Language.Schemas.SchemaShape;

namespace PersonaKit.Language.Mappers;

/// <summary>The shape of a mapper document, in the order and with the limits of <see cref="MapperReader"/> and the readers it calls.</summary>
internal static class MapperShape
{
    private const string Visible = @"\S";

    private static readonly DataValue.Map PathText = Text("A trait path: the longest prefix that is a trait names it, the rest descends into its value.", TraitPath.Pattern);

    private static readonly DataValue.Map FieldText = Text("A field of the context that the caller sends.", ContextPath.Pattern);

    public static DataValue.Map Document { get; } = Object(("$schema", DataValue.Of(Dialect)), ("title", DataValue.Of("PersonaKit mapper")))
        .And([.. Fields(
            "Which traits matter for one purpose, and what to suggest when.",
            Need("metadata", Ref("metadata")),
            Optional("required_traits", ListOf("A person who lacks any of these gets no persona, but the names of all that are missing.", Ref("path"))),
            Optional("trait_mappings", MapOf(
                "Suggestion type → the traits it is about.",
                Object(("anyOf", List(Ref("path"), ListOf("Several traits.", Ref("path"))))))),
            Optional("rules", ListOf("At most 200 rules: conditions and what to suggest where they hold.", Ref("rule")).And(("maxItems", DataValue.Of(RuleReader.MaxRules)))),
            Optional("templates", MapOf("Template id → the words of a suggestion.", Ref("template")).And(("maxProperties", DataValue.Of(TemplateReader.MaxTemplates)))),
            Optional("feedback_settings", Feedback),
            Optional("core", ListOf("The paths a persona's core publishes (default: the required traits that are not volatile).", Ref("path"))),
            Optional("context", Context),
            Optional("max_suggestions", Integer("The most suggestions of one persona (default 5).", 1, MapperReader.MostSuggestions)),
            Optional("ttl", Form("How long a persona is true at most, such as 30m, 12h or 7d; overrides default_ttl_hours.", TimeToLivePattern))).Entries.Select(entry => (entry.Key, entry.Value))])
        .And(("$defs", Object(
            ("metadata", Metadata),
            ("path", PathText),
            ("rule", Rule),
            ("condition", ConditionShape.Condition),
            ("trait_check", ConditionShape.TraitCheck),
            ("context_check", ConditionShape.ContextCheck),
            ("time_check", ConditionShape.TimeCheck),
            ("action", Action),
            ("parameter", Parameter),
            ("template", Template))));

    private static DataValue.Map Metadata => Fields(
        "Who the mapper is.",
        Need("id", Id),
        Optional("version", Text("The author's own version, kept as it is written.")),
        Optional("name", Text("For people; the id when left out.")),
        Optional("description", Text("For people.")),
        Optional("author", Text("For people.")),
        Optional("created", Text("For people; a date needs no quotes.")),
        Optional("default_ttl_hours", Number("How long a persona is true at most, in hours (default 24).", 1, MetadataReader.MostHours)));

    // Digits alone are an id, but a sign and a point are not of its letters.
    private static DataValue.Map Id => Object(
        ("description", DataValue.Of($"{MapperId.Rule}; API paths, cached rows and feedback name the mapper by it.")),
        ("type", Words("string", "integer", "boolean")), ("minimum", DataValue.Of(0)), ("pattern", DataValue.Of(MapperId.Pattern)));

    private static DataValue.Map Feedback => Fields(
        "How feedback moves the weight of a person's rule.",
        Optional("negative_threshold", Integer("How many unhelpful votes move the weight (default 5).", 1, int.MaxValue)),
        Optional("negative_window_days", Integer("Within how many days they must lie (default 7).", 1, 365)),
        Optional("positive_adjustment", Number("A helpful vote multiplies the weight by 1 plus this (default 0.1).", 0, 10)),
        Optional("negative_adjustment", Number("Enough unhelpful votes multiply it by 1 plus this (default -0.2).", -1, 0)),
        Optional("max_weight", Number("Feedback raises no weight beyond this (default 2).", 0, 100)),
        Optional("min_weight", Number("Feedback lowers no weight below this (default 0.5); not above max_weight.", 0, 100)));

    private static DataValue.Map Context => MapOf(
        "The context fields callers may send; any field is accepted where there are none.",
        Object(("anyOf", List(
            ContextType,
            Fields("A context field.", Need("type", ContextType), Optional("description", Text("What callers should send.")))))))
        .And(("propertyNames", Object(("pattern", DataValue.Of(ContextPath.Pattern)))), ("maxProperties", DataValue.Of(PersonaContext.MaxFields)));

    private static DataValue.Map ContextType => OneOf("What the field holds; an instant is ISO 8601, on the person's clock where it has no offset.", ContextField.Types.Select(ContextField.NameOf));

    private static DataValue.Map Rule => Fields(
        "What to suggest, and when.",
        Need("id", Text($"1 to {RuleReader.MaxIdLength} characters on one line, unique in the mapper: feedback names the rule by it.", $@"^(?=.*\S)[^\u0000-\u001f\u007f-\u009f]{{1,{RuleReader.MaxIdLength}}}$")),
        Need("conditions", Ref("condition")),
        Need("actions", ListOf("At least one; each makes a suggestion.", Ref("action")).And(("minItems", DataValue.Of(1)))),
        Optional("weight", Number("The heaviest suggestions come first (default 1); a rule of weight 0 never suggests.", 0, RuleReader.MostWeight)),
        Optional("locked", Boolean("true: feedback leaves the weight alone (default false).")));

    private static DataValue.Map Action => Fields(
        "What a rule does.",
        Optional("type", OneOf("The older notation names the action a second time.", [ActionReader.Action])),
        Need(ActionReader.Action, Fields(
            "Makes a suggestion of a template and its parameters.",
            Need("type", Text("Any text; trait_mappings and clients know the suggestion by it.", Visible)),
            Need("template", Text("The id of one of the mapper's templates.")),
            Optional("parameters", MapOf("Name → value; {name} in the template's texts stands for it.", Ref("parameter"))))));

    private static DataValue.Map Parameter => Object(
        ("description", DataValue.Of("A literal, or a map that says where the value comes from.")),
        ("if", Object(("type", DataValue.Of("object")), ("anyOf", List(Required("from_trait"), Required("from_context"), Required("default"), Required("transform"))))),
        ("then", Fields(
            "Where the value comes from: from_trait or from_context, not both.",
            Take("from_trait", PathText),
            Take("from_context", FieldText),
            Take("default", Anything("Stands in when the value is missing, faded or null.")),
            Optional("transform", OneOf("What is done to the value, and to the default.", ParameterTransforms.Table.Select(entry => entry.Name))))
            .And(
                ("anyOf", List(Required("from_trait"), Required("from_context"), Required("default"))),
                ("not", Required("from_trait", "from_context")))));

    private static DataValue.Map Template => Fields(
        "The words of a suggestion; {name} stands for a parameter.",
        Need("title", Text("One line.")),
        Optional("description", Text("A sentence or two.")),
        Optional("priority", OneOf("Orders suggestions of equal weight (default medium).", SuggestionPriorities.All.Select(SuggestionPriorities.NameOf))),
        Optional("metadata", Object(("description", DataValue.Of("Notes of older files; accepted and ignored.")), ("type", DataValue.Of("object")))));

    private static string TimeToLivePattern =>
        $"^(?=.{{2,7}}$)0*({UpTo(MetadataReader.MostHours * 60)}m|{UpTo(MetadataReader.MostHours)}h|{UpTo(MetadataReader.MostHours / 24)}d)$";
}
