using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>
/// What the rules of a program read, whatever group it stands in. A persona's end must count all of it: which check decides today says
/// nothing about which one decides tomorrow.
/// </summary>
internal sealed record ProgramIndex
{
    public static readonly ProgramIndex Empty = Of([], [], [], []);

    private const string StatePrefix = "current_state.";

    /// <summary>Each once: rules share their windows more often than not.</summary>
    public required ImmutableArray<TimeWindow> Windows { get; init; }

    public required ImmutableArray<Condition.ContextCheck> Countdowns { get; init; }

    /// <summary>The paths of the context at which a number means minutes from now.</summary>
    public required ImmutableArray<ContextPath> RelativeFields { get; init; }

    /// <summary>The paths of conditions and parameters: when their traits fade, an answer or a text changes.</summary>
    public required ImmutableArray<TraitPath> Reads { get; init; }

    /// <summary>The paths that belong into <c>current_state</c> if their traits are volatile, and the names they have there.</summary>
    public required ImmutableArray<(TraitPath Path, string Name)> States { get; init; }

    public required ImmutableArray<ContextPath> ContextPaths { get; init; }

    /// <summary>True when a rule asks for a part of the person's own day: then the persona says which part it was built in.</summary>
    public required bool ShowsTimeOfDay { get; init; }

    public static ProgramIndex Of(IEnumerable<TraitPath> required, IEnumerable<TraitPath> core, IEnumerable<ContextField> fields, ImmutableArray<MapperRule> rules)
    {
        var conditions = rules.SelectMany(rule => rule.Condition.Flatten()).ToList();
        var parameters = rules.SelectMany(rule => rule.Actions).SelectMany(action => action.Parameters).ToList();
        var windows = conditions.OfType<Condition.TimeCheck>().Select(check => check.Window).ToList();
        var contextChecks = conditions.OfType<Condition.ContextCheck>().ToList();
        var countdowns = contextChecks.Where(check => check.Comparison.Operator.DependsOnMoment).ToList();
        var checkedPaths = conditions.OfType<Condition.TraitCheck>().Select(check => check.Path).ToList();
        return new ProgramIndex
        {
            Windows = [.. windows.DistinctBy(window => (window.Hours, window.Zone))],
            Countdowns = [.. countdowns],
            RelativeFields = [.. fields.Where(field => field.Type == ContextFieldType.InstantOrMinutes)
                .Select(field => ContextPath.TryParse(field.Name))
                .OfType<ContextPath>()
                .Concat(countdowns.Select(check => check.Field))
                .DistinctBy(field => field.Text)],
            Reads = [.. checkedPaths.Concat(parameters.Select(parameter => parameter.FromTrait).OfType<TraitPath>()).Distinct()],
            States = NameStates([.. required.Concat(core).Concat(checkedPaths).Distinct()]),
            ContextPaths = [.. contextChecks.Select(check => check.Field).Concat(parameters.Select(parameter => parameter.FromContext).OfType<ContextPath>())],
            ShowsTimeOfDay = windows.Exists(window => window is { Zone: null, Period: not null }),
        };
    }

    private static ImmutableArray<(TraitPath, string)> NameStates(IReadOnlyCollection<TraitPath> paths)
    {
        var whole = paths.Select(path => path.Text).ToHashSet(StringComparer.Ordinal);
        return [.. paths.Select(path => (path, NameOf(path.Text)))];

        // Two paths must not claim one name: a volatile trait "mood" leaves "current_state.mood" its prefix.
        string NameOf(string text) =>
            text.StartsWith(StatePrefix, StringComparison.Ordinal) && !whole.Contains(text[StatePrefix.Length..]) ? text[StatePrefix.Length..] : text;
    }
}
