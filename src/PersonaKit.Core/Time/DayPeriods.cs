using System.Collections.Immutable;

namespace PersonaKit.Core.Time;

public static class DayPeriods
{
    public static readonly ImmutableArray<DayPeriod> All = [DayPeriod.Morning, DayPeriod.Afternoon, DayPeriod.Evening, DayPeriod.Night];

    /// <param name="hour">Local hour, 0–23.</param>
    public static DayPeriod Of(int hour) => hour switch
    {
        >= 5 and < 12 => DayPeriod.Morning,
        >= 12 and < 17 => DayPeriod.Afternoon,
        >= 17 and < 21 => DayPeriod.Evening,
        _ => DayPeriod.Night,
    };

    public static string NameOf(DayPeriod period) => period switch
    {
        DayPeriod.Morning => "morning",
        DayPeriod.Afternoon => "afternoon",
        DayPeriod.Evening => "evening",
        _ => "night",
    };

    public static DayPeriod? TryParse(string name)
    {
        foreach (var period in All)
        {
            if (NameOf(period) == name)
            {
                return period;
            }
        }

        return null;
    }
}
