using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>What is stated of a trait, in the form its kind keeps.</summary>
/// <param name="Value">Null as a value for the kinds that keep hours.</param>
/// <param name="Hours">Empty for the kinds that keep a value.</param>
internal readonly record struct Statement(DataValue Value, ImmutableArray<HourScore> Hours)
{
    public static Statement Of(DataValue value) => new(value, []);

    public static Statement Of(ImmutableArray<HourScore> hours) => new(DataValue.Null.Instance, hours);
}
