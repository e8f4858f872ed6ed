using Microsoft.Extensions.Options;

namespace PersonaKit.Engine;

/// <summary>What a host may tune, from the configuration section <c>PersonaKit</c>. The defaults suit every host.</summary>
public sealed class EngineOptions
{
    /// <summary>The configuration section that holds these settings.</summary>
    public const string Section = "PersonaKit";

    /// <summary>Accepted observations of one person that may wait to be folded; past it a post is answered with 429.</summary>
    public int InboxLimit { get; set; } = 4096;

    /// <summary>Largest content of one observation, in bytes of JSON.</summary>
    public int MaxObservationBytes { get; set; } = 16 * 1024;

    /// <summary>How often a fold is tried when other writers win, before it is left to the change feed.</summary>
    public int FoldAttempts { get; set; } = 4;

    /// <summary>
    /// A checkpoint is kept for each run of this many folded observations of a person; a fold of more than this is a long one. Another value
    /// makes the checkpoints worthless that were kept until then.
    /// </summary>
    public int CheckpointInterval { get; set; } = 4096;

    /// <summary>Folds of long histories that run at once for readers; 0 leaves one processor to everything else.</summary>
    public int LongFolds { get; set; }

    /// <summary>Folds of long histories that may wait; past it a read that needs one is answered with 503.</summary>
    public int LongFoldQueue { get; set; } = 32;

    /// <summary>
    /// Bytes of request bodies that may be in memory at once; past it a post is answered with 503 before its body is read. What is parsed of
    /// a body takes a few times its bytes.
    /// </summary>
    public int BodyMemory { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a reader waits for a replica that is behind the version or the receipt it must honour.</summary>
    public TimeSpan ReadPatience { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Snapshot age after which mappers are refreshed in the background.</summary>
    public TimeSpan MapperRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The age from which the known mappers are not used any more: how long another instance may serve the revision before, once an activation was answered.
    /// </summary>
    public TimeSpan MapperStaleness { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Mappers there may be; the index of all of them is read at every refresh, some 500 bytes each.</summary>
    public int MapperLimit { get; set; } = 500;

    /// <summary>Revisions a mapper may have.</summary>
    public int MapperRevisionLimit { get; set; } = 1000;

    /// <summary>What no host can run with. Every fault names its setting and says what is allowed.</summary>
    internal ValidateOptionsResult Validate()
    {
        var faults = new ValidateOptionsResultBuilder();
        Check(faults, nameof(InboxLimit), InboxLimit, 1, 1_000_000);
        Check(faults, nameof(MaxObservationBytes), MaxObservationBytes, 1, 1024 * 1024);
        Check(faults, nameof(FoldAttempts), FoldAttempts, 1, 100);
        Check(faults, nameof(BodyMemory), BodyMemory, 2 * 1024 * 1024, 1024 * 1024 * 1024);
        Check(faults, nameof(CheckpointInterval), CheckpointInterval, 16, 100_000);
        Check(faults, nameof(LongFolds), LongFolds, 0, 64);
        Check(faults, nameof(LongFoldQueue), LongFoldQueue, 0, 10_000);
        Check(faults, nameof(ReadPatience), ReadPatience, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Check(faults, nameof(MapperStaleness), MapperStaleness, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        Check(faults, nameof(MapperRefresh), MapperRefresh, TimeSpan.FromMilliseconds(1), MapperStaleness);
        Check(faults, nameof(MapperLimit), MapperLimit, 1, 100_000);
        Check(faults, nameof(MapperRevisionLimit), MapperRevisionLimit, 1, 100_000);
        return faults.Build();
    }

    private static void Check<T>(ValidateOptionsResultBuilder faults, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.AddError($"{Section}:{setting} is {value}; it must lie between {least} and {most}");
        }
    }
}
