using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Api.Mindscapes;

/// <summary>A mindscape as it stands at an instant, and where its JSON says which instant that is.</summary>
internal sealed class MindscapeView(Mindscape mindscape, DateTimeOffset at, bool explains)
{
    public Mindscape Mindscape { get; } = mindscape;

    public DateTimeOffset At { get; } = at;

    /// <summary>Whether each trait says how sure it is and why.</summary>
    public bool Explains { get; } = explains;

    /// <summary>The bytes from here to <see cref="AtEnd"/> say nothing but the instant.</summary>
    public int AtStart { get; set; }

    public int AtEnd { get; set; }
}
