namespace PersonaKit.Simulation.Scheduling;

/// <summary>Whose work a call is a part of. Flows with the calls, through every await.</summary>
internal sealed class OperationScope(ulong seed, string id, Incarnation owner, bool isWriter)
{
    private static readonly AsyncLocal<OperationScope?> Flowing = new();

    private readonly ulong _key = Mixing.Of(seed, id);
    private int _priorities;

    public static OperationScope? Current => Flowing.Value;

    public string Id => id;

    public Incarnation Owner => owner;

    /// <summary>Whether the operation may change a mindscape; who only reads must not (P1).</summary>
    public bool IsWriter => isWriter;

    /// <summary>How many calls of stores it made.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether a replica that lags has answered it.</summary>
    public bool SawThePast { get; set; }

    public static OperationScope Enter(ulong seed, string id, Incarnation owner, bool isWriter) =>
        Flowing.Value = new OperationScope(seed, id, owner, isWriter);

    public int NextCall() => Calls++;

    /// <summary>Of eight operations one is so slow that it only goes on when no other can.</summary>
    public ulong NextPriority() => (Mixing.Of(_key, (ulong)_priorities++) >> 1) | (_key % 8 == 0 ? 1UL << 63 : 0);
}
