namespace PersonaKit.Simulation;

/// <summary>
/// Rules that today's engine is known to break, each under the number of the issue that mends it. While a switch is on, its rule is not
/// checked (or what breaks it is kept from happening). Who mends a defect removes its switch, and the schedules check the rule from then
/// on.
/// </summary>
internal sealed record KnownDefects
{
    /// <summary>Today's.</summary>
    public static readonly KnownDefects Today = new();

    /// <summary>
    /// Issue 10, point 1: a fold whose replica does not show the delivered document yet finds nothing to fold. While on, the feed reads
    /// what it delivered.
    /// </summary>
    public bool LaggingReplicaLosesFold { get; init; } = true;

    /// <summary>Every switch by its name.</summary>
    public static IEnumerable<string> Names =>
        typeof(KnownDefects).GetProperties().Where(property => property.PropertyType == typeof(bool)).Select(property => property.Name);

    /// <summary>The same, and this one is not excused.</summary>
    public KnownDefects Without(string name)
    {
        var stricter = this with { };
        var property = typeof(KnownDefects).GetProperty(name)
            ?? throw new ArgumentException($"no known defect is called {name}; there are {string.Join(", ", Names)}", nameof(name));
        property.SetValue(stricter, false);
        return stricter;
    }
}
