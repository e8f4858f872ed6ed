using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>
/// Turns minutes from now in a context into the instants they stand for. "In 20 minutes" is true for a moment only: a persona that is kept needs the
/// instant, which its expiry counts.
/// </summary>
public static class RelativeTimes
{
    private static readonly DateTimeOffset First = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(9999, 12, 31, 23, 59, 0, TimeSpan.Zero);

    /// <summary>
    /// The context with an instant for every number of minutes in a field that is declared <c>instant_or_minutes</c> or that a
    /// <c>within_minutes</c> check reads. Minutes count from the start of the current minute, so that all requests within it have the same
    /// context: a persona may end up to a minute early, never late.
    /// </summary>
    /// <param name="program">The mapper, which says what its fields mean.</param>
    /// <param name="context">What the caller said.</param>
    /// <param name="at">The instant the caller speaks of.</param>
    public static PersonaContext Resolve(MapperProgram program, PersonaContext context, DateTimeOffset at)
    {
        var values = context.Values;
        if (!values.Entries.IsEmpty)
        {
            foreach (var field in program.Index.RelativeFields)
            {
                values = field.Change(values, value => NumericText.TryRead(value) is { } minutes ? ToInstant(minutes, at) : value);
            }
        }

        return ReferenceEquals(values, context.Values) ? context : PersonaContext.Of(values);
    }

    private static DataValue ToInstant(double minutes, DateTimeOffset at)
    {
        var minute = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var instant =
            minutes >= (Last - minute).TotalMinutes ? Last
            : minutes <= (First - minute).TotalMinutes ? First
            : Instants.Truncate(minute.AddTicks((long)(minutes * TimeSpan.TicksPerMinute)));

        // What begins within the current minute has not begun yet.
        return new DataValue.Text(Instants.Format(minutes >= 0 && instant < at && minute < Last ? minute.AddMinutes(1) : instant));
    }
}
