using System.Collections.Immutable;
using PersonaKit.Engine.Storage;
using PersonaKit.Language.Sources;

namespace PersonaKit.Engine.Mapping;

/// <summary>The result of a requested change of a mapper.</summary>
public abstract record MapperChangeOutcome
{
    private MapperChangeOutcome() { }

    /// <summary>The change was made, or was not needed.</summary>
    /// <param name="Head">The mapper after the change.</param>
    /// <param name="Revision">The uploaded or activated revision; the newest one after a retirement.</param>
    /// <param name="IsNew">False when the newest revision already had the same text.</param>
    /// <param name="Warnings">Warnings about the text, in the order of their lines.</param>
    public sealed record Done(MapperHead Head, MapperRevision Revision, bool IsNew, ImmutableArray<Diagnostic> Warnings) : MapperChangeOutcome;

    /// <summary>The text has errors; nothing was changed.</summary>
    /// <param name="Errors">All errors, in the order of their lines.</param>
    public sealed record Invalid(ImmutableArray<Diagnostic> Errors) : MapperChangeOutcome;

    /// <summary>There is no mapper with the id.</summary>
    public sealed record UnknownMapper : MapperChangeOutcome;

    /// <summary>The mapper has no such revision.</summary>
    public sealed record UnknownRevision : MapperChangeOutcome;

    /// <summary>The mapper is not in the state that the caller expects (<c>If-Match</c>).</summary>
    /// <param name="Head">The current state; null when the mapper does not exist.</param>
    public sealed record Mismatch(MapperHead? Head) : MapperChangeOutcome;

    /// <summary>The mapper exists, and the caller did not state the expected state.</summary>
    public sealed record ExpectationMissing : MapperChangeOutcome;

    /// <summary>The limit of mappers, or of revisions of this mapper, is reached.</summary>
    /// <param name="Reason">Which limit, in one sentence.</param>
    public sealed record Full(string Reason) : MapperChangeOutcome;

    /// <summary>The text is larger than the store accepts.</summary>
    public sealed record TooLarge : MapperChangeOutcome;
}
