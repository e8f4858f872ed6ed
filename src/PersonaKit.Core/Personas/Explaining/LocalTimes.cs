using System.Globalization;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>What a wall clock shows: <c>2026-01-20T11:50:00</c>, without an offset, with milliseconds where there are any.</summary>
internal static class LocalTimes
{
    public static string Format(LocalZone zone, DateTimeOffset at) =>
        zone.ToLocal(at).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
