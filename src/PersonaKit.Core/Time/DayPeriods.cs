using System.Collections.Immutable;

namespace PersonaKit.Core.Time;

/// <summary>The periods of a day by hour and by name.</summary>
public static class DayPeriods
{
    /// <summary>Every period, from the morning on.</summary>
    public static readonly ImmutableArray<DayPeriod> All = [DayPeriod.Morning, DayPeriod.Afternoon, DayPeriod.Evening, DayPeriod.Night];

    /// <summary>The period of a local hour.</summary>
    /// <param name="hour">Local hour, 0–23.</param>
    public static DayPeriod Of(int hour) => hour switch
    {
        >= 5 and < 12 => DayPeriod.Morning,
        >= 12 and < 17 => DayPeriod.Afternoon,
        >= 17 and < 21 => DayPeriod.Evening,
        _ => DayPeriod.Night,
    };

    /// <summary>The period's name in mappers and traits.</summary>
    public static string NameOf(DayPeriod period) => period switch
    {
        DayPeriod.Morning => "morning",
        DayPeriod.Afternoon => "afternoon",
        DayPeriod.Evening => "evening",
        _ => "night",
    };

    /// <summary>The period of this name; null when there is none.</summary>
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
