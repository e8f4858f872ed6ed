using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>A stretch of numbers that means one value, both ends included; the first band that holds a number wins.</summary>
internal readonly record struct Band(double AtLeast, double AtMost, DataValue Value)
{
    public bool Holds(double number) => AtLeast <= number && number <= AtMost;
}
