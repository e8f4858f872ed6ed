using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>A stretch of a day in which a mapper says the same.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="Suggestions">What is suggested, the heaviest first.</param>
/// <param name="MissingTraits">Why there is no persona; empty when there is one.</param>
internal sealed record DaySlice(DateTimeOffset From, DateTimeOffset Until, DataValue.List Suggestions, ImmutableArray<string> MissingTraits)
{
    public bool SaysTheSameAs(DaySlice other) => Suggestions == other.Suggestions && MissingTraits.SequenceEqual(other.MissingTraits);
}
