using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Contexts;

/// <summary>
/// A field of the context a persona is asked for, perhaps dotted: the longest prefix that is a field names it, the rest descends into it. So
/// <c>meeting.starts_at</c> reads a query parameter of that whole name as well as a member of an object <c>meeting</c>.
/// </summary>
public sealed class ContextPath
{
    /// <summary>The longest path, in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>What a path may look like, in words for an error message.</summary>
    public const string Rule = "1 to 64 characters of A-Z a-z 0-9 _ . -";

    private readonly ImmutableArray<(string Field, string[] Remainder)> _splits;

    private ContextPath(string text, ImmutableArray<(string, string[])> splits)
    {
        Text = text;
        _splits = splits;
    }

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>True when <paramref name="text"/> follows <see cref="Rule"/>.</summary>
    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    /// <summary>Parses a path; null when it does not follow <see cref="Rule"/>.</summary>
    public static ContextPath? TryParse(string text)
    {
        if (!IsValid(text))
        {
            return null;
        }

        var segments = text.Split('.');
        var splits = ImmutableArray.CreateBuilder<(string, string[])>(segments.Length);
        for (var length = segments.Length; length > 0; length--)
        {
            splits.Add((string.Join('.', segments[..length]), segments[length..]));
        }

        return new ContextPath(text, splits.MoveToImmutable());
    }

    /// <summary>The value at the path; null when there is none.</summary>
    public DataValue? Resolve(DataValue.Map values)
    {
        foreach (var (field, remainder) in _splits)
        {
            if (values[field] is not { } value)
            {
                continue;
            }

            foreach (var segment in remainder)
            {
                value = value?.Descend(segment);
            }

            return value;
        }

        return null;
    }

    /// <summary>The values with another one where the path leads; the same object when nothing changes.</summary>
    internal DataValue.Map Change(DataValue.Map values, Func<DataValue, DataValue> change)
    {
        foreach (var (field, remainder) in _splits)
        {
            if (values[field] is not null)
            {
                return (DataValue.Map)Change(values, [field, .. remainder], change);
            }
        }

        return values;
    }

    private static DataValue Change(DataValue value, ReadOnlySpan<string> path, Func<DataValue, DataValue> change)
    {
        if (path.IsEmpty)
        {
            return change(value);
        }

        if (value.Descend(path[0]) is not { } part || Change(part, path[1..], change) is var changed && ReferenceEquals(changed, part))
        {
            return value;
        }

        var segment = path[0];
        return value is DataValue.Map map
            ? new DataValue.Map([.. map.Entries.Select(entry => entry.Key == segment ? new(segment, changed) : entry)])
            : new DataValue.List(((DataValue.List)value).Items.Replace(part, changed, ReferenceEqualityComparer.Instance));
    }

    /// <summary>True when a context field of this name could be what the path reads.</summary>
    public bool MayRead(string field) => _splits.Any(split => split.Field == field);

    /// <summary><see cref="Text"/>.</summary>
    public override string ToString() => Text;
}
