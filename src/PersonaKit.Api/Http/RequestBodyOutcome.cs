using PersonaKit.Api.Problems;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Http;

/// <summary>A body that was read, or why it was not: exactly one of the two.</summary>
internal readonly record struct RequestBodyOutcome(DataValue? Value, Problem? Problem)
{
    public static implicit operator RequestBodyOutcome(DataValue value) => new(value, null);

    public static implicit operator RequestBodyOutcome(Problem problem) => new(null, problem);
}
