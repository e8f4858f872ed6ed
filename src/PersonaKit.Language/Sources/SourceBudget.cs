using YamlDotNet.Core;

namespace PersonaKit.Language.Sources;

/// <summary>Counts what aliases expand to, so that a bomb of them is an error and not a full memory or stack.</summary>
internal sealed class SourceBudget
{
    private int _nodes;
    private int _characters;

    /// <exception cref="SourceLimitException">The text comes to too much.</exception>
    public void Take(int nodes, int characters, Mark place)
    {
        _nodes += nodes;
        _characters += characters;
        if (_nodes > SourceReader.MaxNodes)
        {
            throw new SourceLimitException(place, $"the document has more than {SourceReader.MaxNodes} nodes once its aliases are expanded");
        }

        if (_characters > SourceReader.MaxExpandedLength)
        {
            throw new SourceLimitException(
                place, $"the document has more than {SourceReader.MaxExpandedLength} characters once its aliases are expanded");
        }
    }

    /// <exception cref="SourceLimitException">The text is nested too deeply.</exception>
    public static void CheckDepth(int depth, Mark place)
    {
        if (depth > SourceReader.MaxDepth)
        {
            throw new SourceLimitException(place, $"nested deeper than {SourceReader.MaxDepth} levels");
        }
    }
}
