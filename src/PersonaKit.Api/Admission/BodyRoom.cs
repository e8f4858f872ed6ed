namespace PersonaKit.Api.Admission;

/// <summary>Room in memory that a body has; disposing it gives the room back, once.</summary>
public sealed class BodyRoom : IDisposable
{
    private readonly BodyAdmission _admission;
    private readonly long _bytes;
    private int _left;

    internal BodyRoom(BodyAdmission admission, long bytes) => (_admission, _bytes) = (admission, bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
        {
            _admission.Leave(_bytes);
        }
    }
}
