using System.Collections.Immutable;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Mapping;

/// <summary>
/// The state of the mapper that the author of a change expects, so that no change is lost (<c>If-Match</c>, <c>If-None-Match</c>).
/// </summary>
public sealed record MapperExpectation
{
    /// <summary>No expectation. It is enough to create a mapper, and for changes that are allowed in any state.</summary>
    public static readonly MapperExpectation None = new();

    /// <summary>The mapper must not exist.</summary>
    public static readonly MapperExpectation Absent = new() { IsStated = true, Allows = head => head is null };

    /// <summary>The mapper must exist, in any state.</summary>
    public static readonly MapperExpectation Present = new() { IsStated = true, Allows = head => head is not null };

    private MapperExpectation() { }

    /// <summary>False for <see cref="None"/> only.</summary>
    public bool IsStated { get; private init; }

    /// <summary>Whether the head is as expected; the head is null when the mapper does not exist.</summary>
    public Func<MapperHead?, bool> Allows { get; private init; } = static _ => true;

    /// <summary>The mapper must exist with one of these etags.</summary>
    /// <param name="tags">Etags of <see cref="MapperHead.ETag"/>.</param>
    public static MapperExpectation Tagged(ImmutableArray<string> tags) => new() { IsStated = true, Allows = head => head is not null && tags.Contains(head.ETag) };
}
