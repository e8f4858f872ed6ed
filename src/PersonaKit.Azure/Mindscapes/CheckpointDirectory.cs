using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// Which checkpoints of a person count, in a document of its own. It is replaced under its etag, by whoever saves checkpoints and by
/// whoever takes back what they include, so one of two that meet knows of the other. It says nothing that the person said.
/// </summary>
internal sealed record CheckpointDirectory
{
    public static readonly CheckpointDirectory None = new() { PagesBefore = -1 };

    /// <summary>The history it is about: <see cref="HotDocument.PagesBefore"/> of that history.</summary>
    public required int PagesBefore { get; init; }

    /// <summary>A checkpoint of an older version than this may include what was taken back, and is not entered any more.</summary>
    public MindscapeVersion OldestVersion { get; init; }

    public ImmutableArray<CheckpointEntry> Entries { get; init; } = [];

    /// <summary>The ids of checkpoints that the last write removed: they may still be in the partition.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    /// <summary>Whether the database deletes it together with the person's tombstone.</summary>
    public bool IsErased { get; init; }

    public string ETag { get; init; } = "";

    /// <summary>The directory of a later history, without anything of this one.</summary>
    public CheckpointDirectory Of(int pagesBefore) => PagesBefore >= pagesBefore ? this : new()
    {
        PagesBefore = pagesBefore,
        Removed = [.. Entries.Select(entry => entry.Id)],
        ETag = ETag,
    };

    /// <summary>Whether these checkpoints still tell the truth, as far as others have written.</summary>
    public bool Admits(int pagesBefore, IEnumerable<CheckpointEntry> added) => PagesBefore <= pagesBefore && added.All(entry =>
        entry.Version >= OldestVersion && !Of(pagesBefore).Entries.Any(known => known.Overlaps(entry) && known.Version > entry.Version));

    /// <summary>Enters checkpoints in place of those that they overlap.</summary>
    public CheckpointDirectory With(IReadOnlyCollection<CheckpointEntry> added)
    {
        var rest = Without(entry => added.Any(entry.Overlaps));
        return rest with { Entries = [.. rest.Entries.Concat(added).OrderBy(entry => entry.First)], IsErased = false };
    }

    /// <summary>Before a fold to this version takes back the observations with these numbers.</summary>
    public CheckpointDirectory WithoutAny(IReadOnlyCollection<long> numbers, MindscapeVersion version) =>
        Without(entry => numbers.Any(number => entry.First <= number && number <= entry.Last)) with
        {
            OldestVersion = version > OldestVersion ? version : OldestVersion,
            IsErased = false,
        };

    private CheckpointDirectory Without(Func<CheckpointEntry, bool> isRemoved) => this with
    {
        Entries = [.. Entries.Where(entry => !isRemoved(entry))],
        Removed = [.. Removed, .. Entries.Where(isRemoved).Select(entry => entry.Id)],
    };
}
