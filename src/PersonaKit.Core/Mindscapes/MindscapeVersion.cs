namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// Names one state of one mindscape: 0 before the first observation. Each accepted observation counts one, and so does each save that
/// changes the traits without one. Whoever folds the same observations, a reader ahead of the feed or the feed, comes to the same version.
/// </summary>
public readonly record struct MindscapeVersion(long Value) : IComparable<MindscapeVersion>
{
    /// <summary>0: nothing was folded yet.</summary>
    public static readonly MindscapeVersion None;

    /// <summary>The version after this one.</summary>
    public MindscapeVersion Next() => new(Value + 1);

    /// <summary>The version after so many observations more.</summary>
    public MindscapeVersion After(long observations) => new(Value + observations);

    /// <inheritdoc/>
    public int CompareTo(MindscapeVersion other) => Value.CompareTo(other.Value);

    /// <summary>True when <paramref name="left"/> is the older version.</summary>
    public static bool operator <(MindscapeVersion left, MindscapeVersion right) => left.Value < right.Value;

    /// <summary>True when <paramref name="left"/> is the newer version.</summary>
    public static bool operator >(MindscapeVersion left, MindscapeVersion right) => left.Value > right.Value;

    /// <summary>True when <paramref name="left"/> is the older version or the same.</summary>
    public static bool operator <=(MindscapeVersion left, MindscapeVersion right) => left.Value <= right.Value;

    /// <summary>True when <paramref name="left"/> is the newer version or the same.</summary>
    public static bool operator >=(MindscapeVersion left, MindscapeVersion right) => left.Value >= right.Value;

    /// <summary>The number, in digits.</summary>
    public override string ToString() => Value.ToString();
}
