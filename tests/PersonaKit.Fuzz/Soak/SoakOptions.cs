namespace PersonaKit.Fuzz.Soak;

/// <summary>How long, and how many people.</summary>
internal sealed record SoakOptions
{
    public int Seed { get; init; } = 1;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Clients that write, each about people of its own.</summary>
    public int Writers { get; init; } = 4;

    public int PeoplePerWriter { get; init; } = 4;

    /// <summary>Clients that only read, about anybody.</summary>
    public int Readers { get; init; } = 2;

    /// <summary>Requests that are not answered within this time, over all kills and retries, have failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}
