namespace PersonaKit.Local.Demo;

/// <summary>A moment of the fortnight at which the demo asks for a persona.</summary>
/// <param name="After">The observation that has arrived last by then.</param>
/// <param name="At">The moment.</param>
/// <param name="Meeting">When the next meeting starts, if the caller knows of one.</param>
internal sealed record DemoLook(string After, DateTimeOffset At, string? Meeting = null)
{
    private static readonly TimeSpan Berlin = TimeSpan.FromHours(1);
    private static readonly TimeSpan NewYork = TimeSpan.FromHours(-5);

    /// <summary>In the order of the fortnight: two in Berlin, two in New York.</summary>
    public static readonly DemoLook[] All =
    [
        new("ec-07-0840", new DateTimeOffset(2026, 1, 7, 8, 55, 0, Berlin)),
        new("ec-08-1545", new DateTimeOffset(2026, 1, 8, 15, 50, 0, Berlin)),
        new("ec-14-0800", new DateTimeOffset(2026, 1, 14, 8, 15, 0, NewYork)),
        new("ec-16-1705", new DateTimeOffset(2026, 1, 16, 17, 15, 0, NewYork), Meeting: "20"),
    ];
}
