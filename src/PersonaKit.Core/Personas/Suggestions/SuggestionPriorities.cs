namespace PersonaKit.Core.Personas.Suggestions;

public static class SuggestionPriorities
{
    public static SuggestionPriority? TryParse(string name) => name switch
    {
        "high" => SuggestionPriority.High,
        "medium" => SuggestionPriority.Medium,
        "low" => SuggestionPriority.Low,
        _ => null,
    };

    public static string NameOf(SuggestionPriority priority) => priority switch
    {
        SuggestionPriority.High => "high",
        SuggestionPriority.Medium => "medium",
        _ => "low",
    };
}
