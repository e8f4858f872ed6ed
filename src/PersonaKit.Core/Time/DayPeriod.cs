namespace PersonaKit.Core.Time;

/// <summary>The four parts of a local day, half-open: morning 05–12, afternoon 12–17, evening 17–21, night 21–05.</summary>
public enum DayPeriod
{
    Morning,
    Afternoon,
    Evening,
    Night,
}
