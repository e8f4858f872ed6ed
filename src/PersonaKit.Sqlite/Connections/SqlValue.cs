namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// What a parameter is bound to: an integer, a text, bytes or null. Without a box, because a post binds about ten of them.
/// </summary>
internal readonly struct SqlValue
{
    private SqlValue(long integer) => (Integer, IsInteger) = (integer, true);

    private SqlValue(object? reference) => Reference = reference;

    public bool IsInteger { get; }

    public long Integer { get; }

    /// <summary>A <see cref="string"/>, an array of bytes or null; of an integer it says nothing.</summary>
    public object? Reference { get; }

    public static implicit operator SqlValue(long value) => new(value);

    public static implicit operator SqlValue(long? value) => value is { } integer ? new(integer) : default;

    public static implicit operator SqlValue(string? value) => new((object?)value);

    public static implicit operator SqlValue(byte[]? value) => new((object?)value);
}
