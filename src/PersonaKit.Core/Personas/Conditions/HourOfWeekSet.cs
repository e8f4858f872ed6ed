using System.Numerics;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>A set of the 168 local hours of a week; hour 0 is Monday 00:00–01:00.</summary>
public readonly record struct HourOfWeekSet
{
    /// <summary>The number of hours in a week.</summary>
    public const int HoursOfWeek = 7 * 24;

    private readonly ulong _low;
    private readonly ulong _middle;
    private readonly ulong _high;

    private HourOfWeekSet(ulong low, ulong middle, ulong high)
    {
        _low = low;
        _middle = middle;
        _high = high;
    }

    /// <summary>The hours for which <paramref name="belongs"/> is true.</summary>
    /// <param name="belongs">Asked once for every day of the week (0 is Monday) and hour of the day.</param>
    public static HourOfWeekSet Where(Func<int, int, bool> belongs)
    {
        Span<ulong> words = [0, 0, 0];
        for (var hour = 0; hour < HoursOfWeek; hour++)
        {
            if (belongs(hour / 24, hour % 24))
            {
                words[hour >> 6] |= 1UL << (hour & 63);
            }
        }

        return new HourOfWeekSet(words[0], words[1], words[2]);
    }

    /// <summary>All hours.</summary>
    public static HourOfWeekSet All { get; } = Where((_, _) => true);

    /// <summary>The hours that are in both sets.</summary>
    public HourOfWeekSet And(HourOfWeekSet other) => new(_low & other._low, _middle & other._middle, _high & other._high);

    /// <summary>The hours that do not belong.</summary>
    public HourOfWeekSet Others() => new(All._low & ~_low, All._middle & ~_middle, All._high & ~_high);

    /// <summary>How many hours are in the set.</summary>
    public int Count => BitOperations.PopCount(_low) + BitOperations.PopCount(_middle) + BitOperations.PopCount(_high);

    /// <summary>True when the hour (0 to 167) is in the set.</summary>
    public bool Contains(int hourOfWeek) =>
        ((hourOfWeek < 64 ? _low : hourOfWeek < 128 ? _middle : _high) >> (hourOfWeek & 63) & 1) != 0;

    /// <summary>How many hours after this one the first hour comes for which the answer is not <paramref name="answer"/>; 0 when there is none all week.</summary>
    public int HoursUntilOtherThan(bool answer, int hourOfWeek)
    {
        if (Count is 0 or HoursOfWeek)
        {
            return 0;
        }

        for (var hours = 1; hours <= HoursOfWeek; hours++)
        {
            if (Contains((hourOfWeek + hours) % HoursOfWeek) != answer)
            {
                return hours;
            }
        }

        return 0;
    }
}
