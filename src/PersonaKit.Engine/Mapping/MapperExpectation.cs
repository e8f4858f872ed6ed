using System.Collections.Immutable;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Mapping;

/// <summary>What the author of a change says the mapper is, so that nobody overwrites what they have not seen.</summary>
public sealed record MapperExpectation
{
    /// <summary>Says nothing: good for what makes a new mapper, and for what any state allows.</summary>
    public static readonly MapperExpectation None = new();

    /// <summary>There is no such mapper.</summary>
    public static readonly MapperExpectation Absent = new() { IsStated = true, Allows = head => head is null };

    /// <summary>There is one, whatever it is.</summary>
    public static readonly MapperExpectation Present = new() { IsStated = true, Allows = head => head is not null };

    private MapperExpectation() { }

    public bool IsStated { get; private init; }

    /// <summary>Whether the head, null for no such mapper, is as expected.</summary>
    public Func<MapperHead?, bool> Allows { get; private init; } = static _ => true;

    public static MapperExpectation Tagged(ImmutableArray<string> tags) => new() { IsStated = true, Allows = head => head is not null && tags.Contains(head.ETag) };
}
