using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PersonaKit.Core.Sources;

/// <summary>
/// Reads one YAML document (JSON is a subset) into nodes with positions. Aliases share nodes; what they expand to is counted, so an
/// alias bomb is an error and not a full memory.
/// </summary>
public sealed class SourceReader
{
    /// <summary>A document of more characters is refused unread.</summary>
    public const int MaxLength = 1024 * 1024;

    /// <summary>Nodes after alias expansion.</summary>
    public const int MaxNodes = 100_000;

    public const int MaxDepth = 64;

    private readonly Dictionary<string, (SourceNode? Node, int Size)> _anchors = new(StringComparer.Ordinal);
    private readonly List<SourceFault> _faults;
    private readonly Parser _parser;
    private int _nodes;

    private SourceReader(Parser parser, List<SourceFault> faults)
    {
        _parser = parser;
        _faults = faults;
    }

    /// <summary>The root of the document, or null when it could not be read at all; every reason is added to <paramref name="faults"/>.</summary>
    public static SourceNode? Read(string text, List<SourceFault> faults)
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
            return new SourceReader(parser, faults).ReadDocument();
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

    private SourceNode? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            _faults.Add(new(1, 1, "the document is empty"));
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = ReadNode(depth: 0).Node;
        _parser.Consume<DocumentEnd>();
        if (!_parser.Accept<StreamEnd>(out _))
        {
            var mark = _parser.Current!.Start;
            _faults.Add(new((int)mark.Line, (int)mark.Column, "one document was expected, here starts another"));
        }

        return root;
    }

    private (SourceNode Node, int Size) ReadNode(int depth)
    {
        var parsed = _parser.Current ?? throw new InvalidOperationException("no event");
        if (depth > MaxDepth)
        {
            throw new SourceLimitException(parsed.Start, $"nested deeper than {MaxDepth} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            {
                throw new SourceLimitException(alias.Start, $"the alias *{alias.Value} names no anchor");
            }

            if (target.Node is null)
            {
                throw new SourceLimitException(alias.Start, $"the alias *{alias.Value} stands inside the node it names");
            }

            Count(target.Size, alias.Start);
            return (target.Node, target.Size);
        }

        var anchor = parsed is NodeEvent { Anchor: { IsEmpty: false } name } ? name.Value : null;
        if (anchor is not null)
        {
            _anchors[anchor] = default;
        }

        Count(1, parsed.Start);
        var read = parsed switch
        {
            Scalar => (ReadScalar(), 1),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            _ => throw new InvalidOperationException($"unexpected {parsed.GetType().Name}"),
        };
        if (anchor is not null)
        {
            _anchors[anchor] = read;
        }

        return read;
    }

    private SourceNode ReadScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        CheckTag(scalar.Tag, scalar.Start);
        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
        return new SourceNode.Scalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, !isText);
    }

    private (SourceNode, int) ReadList(int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        CheckTag(start.Tag, start.Start);
        var items = new List<SourceNode>();
        var size = 1;
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            var (item, itemSize) = ReadNode(depth + 1);
            items.Add(item);
            size += itemSize;
        }

        return (new SourceNode.List((int)start.Start.Line, (int)start.Start.Column, items), size);
    }

    private (SourceNode, int) ReadMap(int depth)
    {
        var start = _parser.Consume<MappingStart>();
        CheckTag(start.Tag, start.Start);
        var entries = new List<SourceEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<SourceNode>();
        var size = 1;
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyStart = _parser.Current!.Start;
            var (key, keySize) = ReadNode(depth + 1);
            var (value, valueSize) = ReadNode(depth + 1);
            size += keySize + valueSize;
            if (key is not SourceNode.Scalar scalar)
            {
                _faults.Add(new((int)keyStart.Line, (int)keyStart.Column, $"a key must be text, this is {key.KindName}"));
            }
            else if (scalar is { Value: "<<", IsPlain: true })
            {
                merged.Add(value);
            }
            else if (keys.Add(scalar.Value))
            {
                entries.Add(new((int)keyStart.Line, (int)keyStart.Column, scalar.Value, value));
            }
            else
            {
                _faults.Add(new((int)keyStart.Line, (int)keyStart.Column, $"the key '{scalar.Value}' appears twice in one map"));
            }
        }

        foreach (var source in merged)
        {
            Merge(source, keys, entries);
        }

        return (new SourceNode.Map((int)start.Start.Line, (int)start.Start.Column, entries), size);
    }

    /// <summary>The YAML merge key: what the map itself says wins, then the earlier of several merged maps.</summary>
    private void Merge(SourceNode source, HashSet<string> keys, List<SourceEntry> entries)
    {
        switch (source)
        {
            case SourceNode.Map map:
                entries.AddRange(map.Entries.Where(entry => keys.Add(entry.Key)));
                break;
            case SourceNode.List list when list.Items.All(item => item is SourceNode.Map):
                foreach (var item in list.Items)
                {
                    Merge(item, keys, entries);
                }

                break;
            default:
                _faults.Add(new(source.Line, source.Column, $"<< merges a map or a list of maps, this is {source.KindName}"));
                break;
        }
    }

    private void Count(int size, Mark place)
    {
        _nodes += size;
        if (_nodes > MaxNodes)
        {
            throw new SourceLimitException(place, $"the document has more than {MaxNodes} nodes once its aliases are expanded");
        }
    }

    private void CheckTag(TagName tag, Mark place)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && !tag.Value.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal))
        {
            _faults.Add(new((int)place.Line, (int)place.Column, $"the tag {tag.Value} has no meaning here"));
        }
    }

    private static string Sentence(string message)
    {
        // "(Line: 3, Col: 5, Idx: 40) - (…): While parsing …" keeps its place in front; ours is already in the fault.
        var end = message.LastIndexOf("): ", StringComparison.Ordinal);
        return end >= 0 ? message[(end + 3)..] : message;
    }

    private sealed class SourceLimitException(Mark place, string message) : Exception(message)
    {
        public int Line { get; } = (int)place.Line;

        public int Column { get; } = (int)place.Column;
    }
}
