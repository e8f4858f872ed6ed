using YamlDotNet.Core;

namespace PersonaKit.Language.Sources;

/// <summary>
/// Reads YAML (JSON is a subset) into nodes with positions. Whatever is wrong with the text is a fault, never an exception.
/// </summary>
internal static class SourceReader
{
    /// <summary>A document of more characters is refused unread.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>
    /// Nodes after alias expansion: two hundred rules of seventy each. What is over it is refused at the node that passes it, in a tenth
    /// of a second.
    /// </summary>
    public const int MaxNodes = 15_000;

    /// <summary>Anchors of a document.</summary>
    public const int MaxAnchors = 1000;

    /// <summary>
    /// Characters of all scalars after alias expansion: a text is not written down a thousand times because an alias says so.
    /// </summary>
    public const int MaxExpandedLength = 4 * MaxLength;

    /// <summary>Levels after alias expansion: whoever walks the nodes has a stack to think of.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// The root of the document, or null when it could not be read at all; every reason is added to <paramref name="faults"/>.
    /// </summary>
    public static SourceNode? Read(string text, List<Diagnostic> faults) => Read(text, static composer => composer.ReadDocument(), faults);

    /// <summary>The roots of every document of the text; null when it could not be read to its end.</summary>
    public static List<SourceNode>? ReadAll(string text, List<Diagnostic> faults) => Read(text, static composer => composer.ReadDocuments(), faults);

    private static T? Read<T>(string text, Func<SourceComposer, T?> read, List<Diagnostic> faults)
        where T : class
    {
        if (text.Length > MaxLength)
        {
            faults.Add(new(1, 1, $"the document is larger than {MaxLength} characters"));
            return null;
        }

        if (text.AsSpan().IndexOfAnyInRange('\u0000', '\u0008') is var control and >= 0)
        {
            faults.Add(new(1 + text.AsSpan(0, control).Count('\n'), control - text.LastIndexOf('\n', control), "the document holds a control character: is it a text file?"));
            return null;
        }

#pragma warning disable RS0030 // a reader over a string is not I/O
        using var characters = new StringReader(text);
#pragma warning restore RS0030
        var parser = new Parser(new Scanner(characters, skipComments: true));
        try
        {
            return read(new SourceComposer(parser, faults));
        }
        catch (SourceLimitException limit)
        {
            faults.Add(new(limit.Line, limit.Column, limit.Message));
        }
        catch (YamlException malformed)
        {
            faults.Add(new((int)malformed.End.Line, (int)malformed.End.Column, $"not well-formed: {Sentence(malformed.Message)}"));
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            // The scanner gives up on some malformed texts without its own exception; the last place it reached is the best we can name.
            var mark = parser.Current?.End ?? Mark.Empty;
            faults.Add(new((int)mark.Line, (int)mark.Column, "not well-formed: the text cannot be read past this point (an unclosed bracket or quote?)"));
        }

        return null;
    }

    private static string Sentence(string message)
    {
        // "(Line: 3, Col: 5, Idx: 40) - (…): While parsing …" keeps its place in front; ours is already in the fault.
        var end = message.LastIndexOf("): ", StringComparison.Ordinal);
        return end >= 0 ? message[(end + 3)..] : message;
    }
}
