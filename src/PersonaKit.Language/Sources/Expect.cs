using PersonaKit.Core.Values;

namespace PersonaKit.Language.Sources;

/// <summary>Nodes as the kinds of values an author is asked for: null and a fault where they are something else; null without one where there is no node.</summary>
internal static class Expect
{
    /// <summary>Nobody writes deeper literals, and every reader of a persona has a limit of its own.</summary>
    private const int MaxLiteralDepth = 16;

    /// <summary>Any scalar as it was written: a version 1.0 stays "1.0", a date a date.</summary>
    public static string? Text(SourceNode? node, string what, List<Diagnostic> faults)
    {
        switch (node)
        {
            case null:
                return null;
            case SourceNode.Scalar scalar when !IsNull(scalar):
                return scalar.Value;
            default:
                faults.Add(new(node.Line, node.Column, $"{what} must be text, this is {node.KindName}"));
                return null;
        }
    }

    public static double? Number(SourceNode? node, string what, double least, double most, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return null;
        }

        if (node is SourceNode.Scalar && node.ToData() is DataValue.Number { Value: var value } && value >= least && value <= most)
        {
            return value;
        }

        faults.Add(new(node.Line, node.Column, $"{what} must be a number from {least} to {most}, this is {Describe(node)}"));
        return null;
    }

    public static int? Integer(SourceNode? node, string what, int least, int most, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return null;
        }

        // Quoted digits are meant as a number where only a whole number can stand.
        if (node is SourceNode.Scalar scalar && ScalarTyping.Type(scalar.Value) is DataValue.Number { Value: var value } && value >= least && value <= most && value == Math.Floor(value))
        {
            return (int)value;
        }

        var range = most == int.MaxValue ? $"from {least} on" : $"from {least} to {most}";
        faults.Add(new(node.Line, node.Column, $"{what} must be a whole number {range}, this is {Describe(node)}"));
        return null;
    }

    public static bool? Boolean(SourceNode? node, string what, List<Diagnostic> faults)
    {
        if (node is null)
        {
            return null;
        }

        if (node is SourceNode.Scalar && node.ToData() is DataValue.Boolean { Value: var value })
        {
            return value;
        }

        faults.Add(new(node.Line, node.Column, $"{what} must be true or false, this is {Describe(node)}"));
        return null;
    }

    public static IReadOnlyList<SourceNode> List(SourceNode? node, string what, List<Diagnostic> faults)
    {
        if (node is SourceNode.List list)
        {
            return list.Items;
        }

        if (node is not null)
        {
            faults.Add(new(node.Line, node.Column, $"{what} must be a list, this is {node.KindName}"));
        }

        return [];
    }

    public static DataValue? Data(SourceNode node, string what, List<Diagnostic> faults)
    {
        if (DepthOf(node) > MaxLiteralDepth)
        {
            faults.Add(new(node.Line, node.Column, $"{what} is nested deeper than {MaxLiteralDepth} levels"));
            return null;
        }

        return node.ToData();
    }

    /// <summary>An unquoted null, or nothing at all.</summary>
    public static bool IsNull(SourceNode node) => node is SourceNode.Scalar { IsPlain: true } && node.ToData() is DataValue.Null;

    /// <summary>What stands there instead, for a message.</summary>
    public static string Describe(SourceNode node) => node is SourceNode.Scalar scalar ? $"'{Shorten(scalar.Value)}'" : node.KindName;

    /// <summary>A character is never cut in half: half of one cannot be written as JSON.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : text[..(char.IsHighSurrogate(text[59]) ? 59 : 60)] + "…";

    private static int DepthOf(SourceNode node) => node switch
    {
        SourceNode.List list => 1 + list.Items.Select(DepthOf).DefaultIfEmpty().Max(),
        SourceNode.Map map => 1 + map.Entries.Select(entry => DepthOf(entry.Value)).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
