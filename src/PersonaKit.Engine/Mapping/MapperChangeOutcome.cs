using System.Collections.Immutable;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.Mapping;

/// <summary>What became of a change somebody asked for.</summary>
public abstract record MapperChangeOutcome
{
    private MapperChangeOutcome() { }

    /// <param name="Revision">The one that was uploaded or activated; after a retirement the newest.</param>
    /// <param name="IsNew">False when the same text had been uploaded before.</param>
    public sealed record Done(MapperHead Head, MapperRevision Revision, bool IsNew, ImmutableArray<Diagnostic> Warnings) : MapperChangeOutcome;

    /// <summary>The text has errors.</summary>
    public sealed record Invalid(ImmutableArray<Diagnostic> Errors) : MapperChangeOutcome;

    public sealed record UnknownMapper : MapperChangeOutcome;

    public sealed record UnknownRevision : MapperChangeOutcome;

    /// <summary>The mapper is not what the author expects.</summary>
    /// <param name="Head">What it is; null when there is none.</param>
    public sealed record Mismatch(MapperHead? Head) : MapperChangeOutcome;

    /// <summary>The mapper exists, and the author does not say in what state.</summary>
    public sealed record ExpectationMissing : MapperChangeOutcome;

    /// <summary>There are as many mappers, or as many revisions of this one, as there may be.</summary>
    public sealed record Full(string Reason) : MapperChangeOutcome;

    public sealed record TooLarge : MapperChangeOutcome;
}
