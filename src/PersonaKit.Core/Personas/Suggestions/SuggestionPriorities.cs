using System.Collections.Immutable;

namespace PersonaKit.Core.Personas.Suggestions;

public static class SuggestionPriorities
{
    internal static readonly ImmutableArray<SuggestionPriority> All = [SuggestionPriority.High, SuggestionPriority.Medium, SuggestionPriority.Low];

    public static SuggestionPriority? TryParse(string name)
    {
        foreach (var priority in All)
        {
            if (NameOf(priority) == name)
            {
                return priority;
            }
        }

        return null;
    }

    public static string NameOf(SuggestionPriority priority) => priority switch
    {
        SuggestionPriority.High => "high",
        SuggestionPriority.Medium => "medium",
        _ => "low",
    };
}
