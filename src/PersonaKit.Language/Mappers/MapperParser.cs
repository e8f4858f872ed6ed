using System.Collections.Immutable;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Mappers;

/// <summary>Mapper texts (YAML, or the JSON that is a subset of it) into programs.</summary>
public static class MapperParser
{
    public static MapperParseResult Parse(string source)
    {
        var faults = new List<Diagnostic>();
        var program = SourceReader.Read(source, faults) is { } root ? MapperReader.Read(root, faults) : null;
        return faults.Count == 0 ? new MapperParseResult(program, []) : new MapperParseResult(null, InOrder(faults));
    }

    /// <summary>What the text says as plain data, whether or not it means anything as a mapper; null for a text that is no document.</summary>
    public static DataValue? ReadDocument(string source) => SourceReader.Read(source, [])?.ToData();

    /// <summary>Each once, in the order of the text.</summary>
    internal static ImmutableArray<Diagnostic> InOrder(IEnumerable<Diagnostic> faults) =>
        [.. faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).ThenBy(fault => fault.Message, StringComparer.Ordinal)];
}
