using System.Collections.Immutable;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>One trait of the catalog: what it keeps, how fast its evidence fades, and how its numbers become words.</summary>
public sealed record TraitDefinition
{
    /// <summary>The trait that says in which time zone a person is.</summary>
    public const string TimeZoneKey = "profile.time_zone";

    public required string Key { get; init; }

    public required TraitKind Kind { get; init; }

    /// <summary>The time in which evidence halves. At least a minute.</summary>
    public required TimeSpan HalfLife { get; init; }

    /// <summary>Evidence ages in whole steps of this, counted from UTC midnight; zero ages it continuously.</summary>
    public TimeSpan Resolution { get; init; }

    /// <summary>Below this confidence the trait is faded. 0 to 1.</summary>
    public double Floor { get; init; } = 0.2;

    public bool IsVolatile { get; init; }

    public string? Unit { get; init; }

    public string? Description { get; init; }

    /// <summary>The words a category may take; empty allows any.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The mean from which a rhythm's hour or period is "high".</summary>
    public double High { get; init; } = 4;

    /// <summary>The mean from which a rhythm's hour or period is "medium"; below it is "low".</summary>
    public double Medium { get; init; } = 3;

    /// <summary>True when the value is an IANA time zone and is checked to be one.</summary>
    public bool IsTimeZone => Key == TimeZoneKey;

    public string LevelOf(double mean) => mean >= High ? "high" : mean >= Medium ? "medium" : "low";
}
