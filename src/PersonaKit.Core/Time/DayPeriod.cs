namespace PersonaKit.Core.Time;

/// <summary>The four parts of a local day, half-open: morning 05–12, afternoon 12–17, evening 17–21, night 21–05.</summary>
public enum DayPeriod
{
    /// <summary>05:00 to 12:00.</summary>
    Morning,

    /// <summary>12:00 to 17:00.</summary>
    Afternoon,

    /// <summary>17:00 to 21:00.</summary>
    Evening,

    /// <summary>21:00 to 05:00.</summary>
    Night,
}
