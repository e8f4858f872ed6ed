using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Language.Catalogs;
using PersonaKit.Language.Review;
using PersonaKit.Language.Sources;

namespace PersonaKit.Cli.Catalogs;

/// <summary>The errors and warnings of a text.</summary>
internal sealed record Findings(ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>Checks a mapper against a trait catalog.</summary>
    public static Findings OfMapper(string text, TraitCatalog catalog)
    {
        var review = MapperReview.Of(text, catalog);
        return new(review.Errors, review.Warnings);
    }

    public static Findings OfTraits(string text) => new(TraitCatalogParser.Parse(text).Faults, []);

    /// <summary>Compiler-style lines in the order of the text, so that an editor can jump to each.</summary>
    public IEnumerable<string> Lines(string name) =>
        Errors.Select(fault => (fault, Severity: "error")).Concat(Warnings.Select(fault => (fault, Severity: "warning")))
            .OrderBy(finding => (finding.fault.Line, finding.fault.Column))
            .Select(finding => $"{name}({finding.fault.Line},{finding.fault.Column}): {finding.Severity}: {finding.fault.Message}");
}
