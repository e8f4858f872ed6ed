using System.Collections.Immutable;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// A dotted path such as <c>work.focus_duration.p90</c>: the longest prefix that is a trait of the person names the trait, the rest descends into
/// what it publishes. All splits are cut once, when the path is parsed.
/// </summary>
public sealed class TraitPath : IEquatable<TraitPath>
{
    /// <summary>The longest path, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>What a path may look like, in words for an error message.</summary>
    public const string Rule = "segments of letters, digits, _ and -, joined by dots, such as work.focus_duration.p90";

    private readonly ImmutableArray<(string Key, string[] Remainder)> _splits;

    private TraitPath(string text, ImmutableArray<(string, string[])> splits)
    {
        Text = text;
        _splits = splits;
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>Every way to cut the path into a trait's key and the rest, longest key first.</summary>
    internal ImmutableArray<(string Key, string[] Remainder)> Splits => _splits;

    /// <summary>Parses a path; null when it does not follow <see cref="Rule"/>.</summary>
    public static TraitPath? TryParse(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        var segments = text.Split('.');
        if (segments.Any(segment => segment.Length == 0 || !segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')))
        {
            return null;
        }

        var splits = ImmutableArray.CreateBuilder<(string, string[])>(segments.Length);
        for (var length = segments.Length; length > 0; length--)
        {
            splits.Add((string.Join('.', segments[..length]), segments[length..]));
        }

        return new TraitPath(text, splits.MoveToImmutable());
    }

    /// <summary>Parses a path.</summary>
    /// <exception cref="FormatException">The text does not follow <see cref="Rule"/>.</exception>
    public static TraitPath Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is not a trait path: {Rule}");

    /// <summary>True for the same text.</summary>
    public bool Equals(TraitPath? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TraitPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <summary><see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
