using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>A part of a day in which the suggestions do not change.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="Until">The first instant after it.</param>
/// <param name="Suggestions">The suggestions, greatest weight first.</param>
/// <param name="MissingTraits">The traits that are missing for a persona; empty when there is one.</param>
internal sealed record DaySlice(DateTimeOffset From, DateTimeOffset Until, DataValue.List Suggestions, ImmutableArray<string> MissingTraits)
{
    public bool SaysTheSameAs(DaySlice other) => Suggestions == other.Suggestions && MissingTraits.SequenceEqual(other.MissingTraits);
}
