using System.Collections.Immutable;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>The four parts of the day as windows on the person's own clock.</summary>
internal static class PeriodWindows
{
    private static readonly ImmutableArray<TimeWindow> All =
        [.. DayPeriods.All.Select(period => new TimeWindow(HourOfWeekSet.Where((_, hour) => DayPeriods.Of(hour) == period), period, null))];

    public static TimeWindow Containing(LocalZone zone, DateTimeOffset at)
    {
        foreach (var window in All)
        {
            if (window.IsOpen(zone, at))
            {
                return window;
            }
        }

        throw new InvalidOperationException("every hour belongs to a part of the day");
    }
}
