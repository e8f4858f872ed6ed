namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>One trait of the catalog: what it keeps, how fast its evidence fades, and how its numbers become words.</summary>
public sealed record TraitDefinition
{
    /// <summary>The trait that says in which time zone a person is.</summary>
    public const string TimeZoneKey = "profile.time_zone";

    /// <summary>A dotted key, unique in the catalog, such as <c>work.focus_duration</c>.</summary>
    public required string Key { get; init; }

    /// <summary>What the trait keeps of its observations.</summary>
    public required TraitKind Kind { get; init; }

    /// <summary>The time in which evidence halves. At least a minute.</summary>
    public required TimeSpan HalfLife { get; init; }

    /// <summary>Evidence ages in whole steps of this, counted from UTC midnight; zero ages it continuously.</summary>
    public TimeSpan Resolution { get; init; }

    /// <summary>Below this confidence the trait is faded. 0 to 1.</summary>
    public double Floor { get; init; } = 0.2;

    /// <summary>True for state that comes and goes within hours; it belongs in a persona's overlay, not in its core.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>The unit of its numbers, such as <c>minutes</c>; for readers only.</summary>
    public string? Unit { get; init; }

    /// <summary>What the trait means; for readers only.</summary>
    public string? Description { get; init; }

    /// <summary>What only traits of this kind can be set to; the kind's own defaults where nothing is said.</summary>
    public TraitSettings Settings
    {
        get => field ?? Kind.Settings;
        init;
    }

    /// <summary>True when the value is an IANA time zone and is checked to be one.</summary>
    public bool IsTimeZone => Key == TimeZoneKey;
}
