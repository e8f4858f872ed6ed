using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Suggestions;

/// <summary>A text with <c>{placeholders}</c>, split once. Braces around anything that is not a name are plain text.</summary>
public sealed partial class TemplateText
{
    private readonly ImmutableArray<(string Text, bool IsName)> _pieces;

    private TemplateText(string source, ImmutableArray<(string, bool)> pieces)
    {
        Source = source;
        _pieces = pieces;
    }

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>The names of the placeholders, each once.</summary>
    public IEnumerable<string> Placeholders => _pieces.Where(piece => piece.IsName).Select(piece => piece.Text).Distinct();

    /// <summary>Parses a text; every text is valid.</summary>
    public static TemplateText Parse(string source)
    {
        var pieces = ImmutableArray.CreateBuilder<(string, bool)>();
        var end = 0;
        foreach (Match match in PlaceholderPattern().Matches(source))
        {
            if (match.Index > end)
            {
                pieces.Add((source[end..match.Index], false));
            }

            pieces.Add((match.Groups["name"].Value, true));
            end = match.Index + match.Length;
        }

        if (end < source.Length)
        {
            pieces.Add((source[end..], false));
        }

        return new TemplateText(source, pieces.DrainToImmutable());
    }

    /// <summary>The text with every placeholder filled in; one without a value leaves nothing behind.</summary>
    public string Render(DataValue.Map parameters)
    {
        switch (_pieces)
        {
            case []:
                return "";
            case [(var only, false)]:
                return only;
        }

        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var (piece, isName) in _pieces)
        {
            text.AppendLiteral(isName ? parameters[piece]?.ToDisplayText() ?? "" : piece);
        }

        return text.ToStringAndClear();
    }

    [GeneratedRegex(@"\{(?<name>[A-Za-z_][A-Za-z0-9_.-]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex PlaceholderPattern();
}
