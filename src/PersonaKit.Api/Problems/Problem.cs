using System.Collections.Immutable;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.Problems;

/// <summary>One failure, sent as problem details (RFC 9457). It never contains internal details.</summary>
public sealed record Problem(ProblemType Type, string Detail)
{
    /// <summary>Every fault of the body, each with its JSON pointer.</summary>
    public ImmutableArray<Fault> Errors { get; init; } = [];

    /// <summary>Every fault of a text, each with its line and column.</summary>
    public ImmutableArray<Diagnostic> TextErrors { get; init; } = [];

    /// <summary>The required traits that the person lacks.</summary>
    public ImmutableArray<string> MissingTraits { get; init; } = [];

    /// <summary>Where malformed JSON breaks off: line and byte in the line, both counted from 1.</summary>
    public (long Line, long Position)? Place { get; init; }

    /// <summary>When the same request may succeed; sent as whole seconds, at least one.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The methods that are allowed, for the Allow header.</summary>
    public string? Allow { get; init; }

    /// <summary>What a caller has to send, for the WWW-Authenticate header.</summary>
    public string? Challenge { get; init; }

    /// <summary>The trace id under which the log has the details.</summary>
    public string? TraceId { get; init; }

    /// <summary>The feed's lag, in a problem of readiness.</summary>
    public long? FeedLag { get; init; }

    /// <summary>A text with errors, each of which is listed with its place.</summary>
    internal static Problem OfText(ProblemType type, ImmutableArray<Diagnostic> errors) =>
        new(type, $"the text has {errors.Length} {(errors.Length == 1 ? "error" : "errors")}, the first in line {errors[0].Line}")
        {
            TextErrors = errors,
        };
}
