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

    /// <summary>Issue 9, point 10: a reader that folds ahead builds another state under the version that is stored.</summary>
    public bool TwoStatesUnderOneVersion { get; init; } = true;

    /// <summary>Issue 9, point 11: an item that is refused as a conflict is forgotten when another item of its batch corrects it.</summary>
    public bool RefusedItemIsForgotten { get; init; } = true;

    /// <summary>
    /// Issue 10, point 2: a retraction, correction, feedback or erase of what the instance's replica does not show yet is refused.
    /// </summary>
    public bool LaggingReplicaRefusesKnown { get; init; } = true;

    /// <summary>
    /// Issue 10, point 4: a retraction that was checked before an erase and appended after it takes back what is posted again.
    /// </summary>
    public bool RetractionOutlivesErase { get; init; } = true;

    /// <summary>
    /// Found here: the patch that accepts a repetition of what the journal knows, cut off before that is taken back, leaves it in the
    /// stored inbox. No reader sees it and the next fold drops it; until then the words of one that was retracted stay.
    /// </summary>
    public bool CutOffRepeatStaysInInbox { get; init; } = true;

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
