namespace PersonaKit.Core.Mindscapes;

/// <summary>Counts the folds of one mindscape: 0 before the first, then 1, 2, 3 …</summary>
public readonly record struct MindscapeVersion(long Value) : IComparable<MindscapeVersion>
{
    public static readonly MindscapeVersion None;

    public MindscapeVersion Next() => new(Value + 1);

    public int CompareTo(MindscapeVersion other) => Value.CompareTo(other.Value);

    public static bool operator <(MindscapeVersion left, MindscapeVersion right) => left.Value < right.Value;

    public static bool operator >(MindscapeVersion left, MindscapeVersion right) => left.Value > right.Value;

    public static bool operator <=(MindscapeVersion left, MindscapeVersion right) => left.Value <= right.Value;

    public static bool operator >=(MindscapeVersion left, MindscapeVersion right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString();
}
