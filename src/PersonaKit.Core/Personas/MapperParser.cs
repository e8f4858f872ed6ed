using PersonaKit.Core.Personas.Language;
using PersonaKit.Core.Sources;

namespace PersonaKit.Core.Personas;

/// <summary>Mapper texts (YAML, or the JSON that is a subset of it) into programs.</summary>
public static class MapperParser
{
    public static MapperParseResult Parse(string source)
    {
        var faults = new List<SourceFault>();
        var program = SourceReader.Read(source, faults) is { } root ? MapperReader.Read(root, faults) : null;
        return faults.Count == 0
            ? new MapperParseResult(program, [])
            : new MapperParseResult(null, [.. faults.Distinct().OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).ThenBy(fault => fault.Message, StringComparer.Ordinal)]);
    }
}
