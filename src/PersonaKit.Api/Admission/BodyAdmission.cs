using PersonaKit.Engine;
using PersonaKit.Engine.Telemetry;

namespace PersonaKit.Api.Admission;

/// <summary>
/// Bounds the bytes of request bodies that are in memory at once, from before a body is read until its request is answered. A quarter of
/// the room is for small bodies alone, so that they are never refused for the sake of large ones. Nothing waits: a body without room is
/// refused before it is read, and its sender tries again.
/// </summary>
public sealed class BodyAdmission(EngineOptions options, EngineTelemetry? telemetry = null)
{
    /// <summary>A body of at most this many bytes is small.</summary>
    public const int SmallBytes = 64 * 1024;

    private const int SmallShare = 4;
    private const long LeastRoom = 2 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly long _room = RoomOf(options);
    private readonly long _largeRoom = RoomOf(options) - (RoomOf(options) / SmallShare);
    private readonly AdmissionMetrics? _metrics = telemetry is null ? null : new AdmissionMetrics(telemetry.Meter);
    private long _used;
    private long _large;

    /// <summary>The bytes that are taken now.</summary>
    public long Used
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>Takes room for a body; null when there is none.</summary>
    /// <param name="bytes">
    /// The length of the body. For one of unknown length <see cref="SmallBytes"/>, until it turns out to be longer.
    /// </param>
    public BodyRoom? TryEnter(long bytes)
    {
        var isLarge = bytes > SmallBytes;
        lock (_gate)
        {
            if (_used + bytes > _room || (isLarge && _large + bytes > _largeRoom))
            {
                _metrics?.Refused(isLarge);
                return null;
            }

            _used += bytes;
            _large += isLarge ? bytes : 0;
            _metrics?.Entered(bytes);
            return new BodyRoom(this, bytes);
        }
    }

    /// <summary>
    /// What is parsed of a body takes several times its bytes: a process that may use little memory takes fewer bodies than the setting
    /// says.
    /// </summary>
    private static long RoomOf(EngineOptions options) =>
        Math.Min(options.BodyMemory, Math.Max(LeastRoom, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16));

    internal void Leave(long bytes)
    {
        lock (_gate)
        {
            _metrics?.Entered(-bytes);
            _used -= bytes;
            _large -= bytes > SmallBytes ? bytes : 0;
        }
    }
}
