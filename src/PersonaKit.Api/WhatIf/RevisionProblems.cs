using System.Collections.Immutable;
using PersonaKit.Api.Http;
using PersonaKit.Api.Problems;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.WhatIf;
using PersonaKit.Language.Sources;

namespace PersonaKit.Api.WhatIf;

/// <summary>What both kinds of what-if refuse alike.</summary>
internal static class RevisionProblems
{
    public static Problem Body(IReadOnlyList<Fault> faults) =>
        new(ProblemTypes.InvalidBody, faults.Count == 1 ? $"{faults[0].Pointer} {faults[0].Detail}".TrimStart() : $"{faults.Count} faults") { Errors = [.. faults] };

    public static Problem Mapper(ImmutableArray<Diagnostic> faults) =>
        new(ProblemTypes.InvalidMapper, faults.Length == 1 ? faults[0].ToString() : $"{faults.Length} faults") { TextErrors = faults };

    /// <summary>Null when the revision was found.</summary>
    public static Problem? Of(MapperRevisionOutcome outcome, MapperId id, int? revision) => outcome switch
    {
        MapperRevisionOutcome.Found => null,
        MapperRevisionOutcome.UnknownMapper => new Problem(ProblemTypes.UnknownMapper, $"there is no such mapper; GET {ApiPath.Base}/mappers lists them"),
        MapperRevisionOutcome.UnknownRevision when revision is null => new Problem(ProblemTypes.MapperNotActive, $"no revision of {id} is active; say which one is meant"),
        MapperRevisionOutcome.UnknownRevision => new Problem(ProblemTypes.UnknownRevision, $"the mapper {id} has no revision {revision}"),
        MapperRevisionOutcome.Unreadable unreadable => Mapper(unreadable.Faults),
        _ => throw new InvalidOperationException($"no answer for {outcome.GetType().Name}"),
    };
}
