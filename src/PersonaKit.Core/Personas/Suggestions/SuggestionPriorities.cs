using System.Collections.Immutable;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>The priorities by their names in mappers and personas.</summary>
public static class SuggestionPriorities
{
    internal static readonly ImmutableArray<SuggestionPriority> All = [SuggestionPriority.High, SuggestionPriority.Medium, SuggestionPriority.Low];

    /// <summary>The priority of this name; null when there is none.</summary>
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

    /// <summary>The name of the priority.</summary>
    public static string NameOf(SuggestionPriority priority) => priority switch
    {
        SuggestionPriority.High => "high",
        SuggestionPriority.Medium => "medium",
        _ => "low",
    };
}
