using System.Collections.Frozen;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PersonaKit.Language.Sources;

/// <summary>
/// Turns the parser's events into nodes. Aliases share nodes; what they expand to is counted (nodes, characters, levels), so an alias
/// bomb is an error and not a full memory or stack.
/// </summary>
internal sealed class SourceComposer(Parser parser, List<Diagnostic> faults)
{
    /// <summary>The types of YAML itself; a tag that would make an object in another language makes a mistake here.</summary>
    private static readonly FrozenSet<string> PlainTags =
        new[] { "str", "int", "float", "bool", "null", "timestamp", "map", "seq" }.Select(type => $"tag:yaml.org,2002:{type}").ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, (SourceNode? Node, SourceSize Size)> _anchors = new(StringComparer.Ordinal);
    private readonly SourceBudget _budget = new();

    public SourceNode? ReadDocument()
    {
        if (!TryStart())
        {
            return null;
        }

        var root = ReadOne();
        if (!parser.Accept<StreamEnd>(out _))
        {
            var mark = parser.Current!.Start;
            faults.Add(new((int)mark.Line, (int)mark.Column, "one document was expected, here starts another"));
        }

        return root;
    }

    /// <summary>
    /// Every document of the stream. Nodes and characters are counted over all of them; an anchor is known in its own document only.
    /// </summary>
    public List<SourceNode> ReadDocuments()
    {
        var roots = new List<SourceNode>();
        if (TryStart())
        {
            while (!parser.Accept<StreamEnd>(out _))
            {
                _anchors.Clear();
                roots.Add(ReadOne());
            }
        }

        return roots;
    }

    private bool TryStart()
    {
        parser.Consume<StreamStart>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            return true;
        }

        faults.Add(new(1, 1, "the document is empty"));
        return false;
    }

    private SourceNode ReadOne()
    {
        parser.Consume<DocumentStart>();
        var root = ReadNode(depth: 0).Node;
        parser.Consume<DocumentEnd>();
        return root;
    }

    private (SourceNode Node, SourceSize Size) ReadNode(int depth)
    {
        var parsed = parser.Current ?? throw new InvalidOperationException("no event");
        SourceBudget.CheckDepth(depth, parsed.Start);

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value.Value, out var target))
            {
                throw new SourceLimitException(alias.Start, $"the alias *{alias.Value} names no anchor");
            }

            if (target.Node is null)
            {
                throw new SourceLimitException(alias.Start, $"the alias *{alias.Value} stands inside the node it names");
            }

            SourceBudget.CheckDepth(depth + target.Size.Height, alias.Start);
            _budget.Take(target.Size.Nodes, target.Size.Characters, alias.Start);
            return (target.Node, target.Size);
        }

        var anchor = parsed is NodeEvent { Anchor: { IsEmpty: false } name } ? name.Value : null;
        if (anchor is not null)
        {
            _anchors[anchor] = default;
            if (_anchors.Count > SourceReader.MaxAnchors)
            {
                throw new SourceLimitException(parsed.Start, $"the document has more than {SourceReader.MaxAnchors} anchors");
            }
        }

        _budget.Take(1, (parsed as Scalar)?.Value.Length ?? 0, parsed.Start);
        var read = parsed switch
        {
            Scalar scalar => (ReadScalar(), SourceSize.OfScalar(scalar.Value)),
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
        var scalar = parser.Consume<Scalar>();
        CheckTag(scalar.Tag, scalar.Start);
        if (HasUnpairedSurrogate(scalar.Value))
        {
            faults.Add(new((int)scalar.Start.Line, (int)scalar.Start.Column, "the text contains an unpaired surrogate, one half of a UTF-16 pair"));
        }

        var isText = scalar.Style != ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value == "tag:yaml.org,2002:str");
        return new SourceNode.Scalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, !isText);
    }

    private (SourceNode, SourceSize) ReadList(int depth)
    {
        var start = parser.Consume<SequenceStart>();
        CheckTag(start.Tag, start.Start);
        var items = new List<SourceNode>();
        var size = SourceSize.Empty;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var (item, itemSize) = ReadNode(depth + 1);
            items.Add(item);
            size = size.With(itemSize);
        }

        return (new SourceNode.List((int)start.Start.Line, (int)start.Start.Column, items), size);
    }

    private (SourceNode, SourceSize) ReadMap(int depth)
    {
        var start = parser.Consume<MappingStart>();
        CheckTag(start.Tag, start.Start);
        var entries = new List<SourceEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var merged = new List<SourceNode>();
        var size = SourceSize.Empty;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyStart = parser.Current!.Start;
            var (key, keySize) = ReadNode(depth + 1);
            var (value, valueSize) = ReadNode(depth + 1);
            size = size.With(keySize).With(valueSize);
            if (key is not SourceNode.Scalar scalar)
            {
                faults.Add(new((int)keyStart.Line, (int)keyStart.Column, $"a key must be text, this is {key.KindName}"));
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
                faults.Add(new((int)keyStart.Line, (int)keyStart.Column, $"the key '{scalar.Value}' appears twice in one map"));
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
                faults.Add(new(source.Line, source.Column, $"<< merges a map or a list of maps, this is {source.KindName}"));
                break;
        }
    }

    /// <summary>In a text that came as UTF-8 only an escape can make one, and no JSON that we answer with can hold it.</summary>
    private static bool HasUnpairedSurrogate(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }

    private void CheckTag(TagName tag, Mark place)
    {
        if (!tag.IsEmpty && !tag.IsNonSpecific && !PlainTags.Contains(tag.Value))
        {
            faults.Add(new((int)place.Line, (int)place.Column, $"the tag {tag.Value} has no meaning here"));
        }
    }
}
