using System.Collections.Immutable;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>Compiles mapper texts (YAML, or JSON, which is a subset of it) to programs.</summary>
public static class MapperParser
{
    /// <summary>Compiles a mapper. A text with faults gives no program, and no exception.</summary>
    public static MapperParseResult Parse(string source)
    {
        var faults = new List<Diagnostic>();
        var program = SourceReader.Read(source, faults) is { } root ? MapperReader.Read(root, faults) : null;
        return faults.Count == 0 ? new MapperParseResult(program, []) : new MapperParseResult(null, InOrder(faults));
    }

    /// <summary>The text as plain data, whether or not it is a valid mapper; null when it is not a document.</summary>
    public static DataValue? ReadDocument(string source) => SourceReader.Read(source, [])?.ToData();

    /// <summary>Each once, in the order of the text.</summary>
    internal static ImmutableArray<Diagnostic> InOrder(IEnumerable<Diagnostic> faults) =>
        [.. faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).ThenBy(fault => fault.Message, StringComparer.Ordinal)];
}
