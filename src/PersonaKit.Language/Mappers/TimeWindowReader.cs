using System.Collections.Immutable;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Time;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

internal static class TimeWindowReader
{
    private const int EveryDay = 0b111_1111;

    // From Monday on, like the hours of a week.
    private static readonly ImmutableArray<string> Days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    public static TimeWindow? Read(FieldReader fields)
    {
        var faults = fields.Faults;
        var before = faults.Count;
        var period = ReadPeriod(fields.Optional("period"), faults);
        var rangeNode = fields.Optional("hour_range");
        var (start, end) = ReadRange(rangeNode, faults);
        var daysNode = fields.Optional("day_of_week");
        var days = ReadDays(daysNode, faults);
        var zone = ReadZone(fields.Optional("timezone"), faults);
        if (faults.Count == before && period is null && rangeNode is null && daysNode is null)
        {
            faults.Add(new(fields.Map.Line, fields.Map.Column, $"{fields.What} needs period, hour_range or day_of_week"));
        }

        if (faults.Count > before)
        {
            return null;
        }

        var hours = HourOfWeekSet.Where((day, hour) =>
            (days & (1 << day)) != 0
            && (period is null || DayPeriods.Of(hour) == period)
            && (rangeNode is null || (start <= end ? start <= hour && hour < end : hour >= start || hour < end)));
        return new TimeWindow(hours, period, zone)
        {
            HourRange = rangeNode is null ? null : (start, end),
            Days = daysNode is null ? [] : [.. Days.Where((_, day) => (days & (1 << day)) != 0)],
        };
    }

    private static DayPeriod? ReadPeriod(SourceNode? node, List<Diagnostic> faults)
    {
        if (Expect.Text(node, "period", faults) is not { } name)
        {
            return null;
        }

        if (DayPeriods.TryParse(name) is { } period)
        {
            return period;
        }

        faults.Add(new(node!.Line, node.Column, $"period must be morning, afternoon, evening or night, this is '{Expect.Shorten(name)}'"));
        return null;
    }

    private static (int Start, int End) ReadRange(SourceNode? node, List<Diagnostic> faults)
    {
        switch (node)
        {
            case null:
                return default;
            case SourceNode.List { Items: [var start, var end] }:
                var from = Expect.Integer(start, "the first hour of hour_range", 0, 23, faults);
                var until = Expect.Integer(end, "the last hour of hour_range", 0, 24, faults);
                return (from ?? 0, until ?? 0);
            default:
                faults.Add(new(node.Line, node.Column, "hour_range must be a list of two hours such as [14, 16]: from the first up to but not including the second"));
                return default;
        }
    }

    /// <summary>A bit per day from Monday on.</summary>
    private static int ReadDays(SourceNode? node, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return EveryDay;
        }

        var nodes = node is SourceNode.Scalar ? [node] : Expect.List(node, "day_of_week", faults);
        if (node is SourceNode.List && nodes.Count == 0)
        {
            faults.Add(new(node.Line, node.Column, "day_of_week needs at least one day"));
        }

        var days = 0;
        foreach (var item in nodes)
        {
            if (Expect.Text(item, "a day of the week", faults) is not { } name)
            {
                continue;
            }

            var day = Days.IndexOf(name, 0, StringComparer.OrdinalIgnoreCase);
            if (day < 0)
            {
                faults.Add(new(item.Line, item.Column, $"a day of the week is {string.Join(", ", Days)}, this is '{Expect.Shorten(name)}'"));
                continue;
            }

            days |= 1 << day;
        }

        return days;
    }

    /// <summary>Null stands for the person's own zone.</summary>
    private static LocalZone? ReadZone(SourceNode? node, List<Diagnostic> faults)
    {
        if (Expect.Text(node, "timezone", faults) is not { } name || name == "user_local")
        {
            return null;
        }

        var zone = LocalZone.TryFind(name);
        if (zone is null)
        {
            faults.Add(new(node!.Line, node.Column, $"timezone must be user_local or an IANA name such as Europe/Berlin, this is '{Expect.Shorten(name)}'"));
        }

        return zone;
    }
}
