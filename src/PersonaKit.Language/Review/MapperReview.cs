using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Language.Mappers;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Review;

/// <summary>The result of checking a mapper's text: errors, and warnings about what is allowed but probably not meant.</summary>
/// <param name="Program">Null exactly when there are errors.</param>
/// <param name="Errors">In the order of the text.</param>
/// <param name="Warnings">In the order of the text; none while there are errors.</param>
public sealed record MapperReview(MapperProgram? Program, ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>Compiles and checks a text.</summary>
    /// <param name="source">The text, YAML or JSON.</param>
    /// <param name="catalog">The traits that its paths are checked against.</param>
    /// <param name="expected">The id the mapper must have; null for any.</param>
    public static MapperReview Of(string source, TraitCatalog catalog, MapperId? expected = null)
    {
        var faults = new List<Diagnostic>();
        var root = SourceReader.Read(source, faults);
        var program = root is null ? null : MapperReader.Read(root, faults);
        if (expected is { } id && program is not null && program.Id != id)
        {
            var place = root.At("metadata").At("id") ?? root!;
            faults.Add(new(place.Line, place.Column, $"the mapper's id is {program.Id}, here {id} was expected"));
        }

        return faults.Count > 0 || program is null
            ? new MapperReview(null, MapperParser.InOrder(faults), [])
            : new MapperReview(program, [], MapperParser.InOrder(Warn((SourceNode.Map)root!, program, catalog)));
    }

    private static IEnumerable<Diagnostic> Warn(SourceNode.Map root, MapperProgram program, TraitCatalog catalog) =>
    [
        .. PathWarnings.Find(root, program, catalog),
        .. program.Rules.Zip(root.At("rules").Members(), NeverFires.Find).OfType<Diagnostic>(),
        .. UnusedParts.Find(root, program),
    ];
}
