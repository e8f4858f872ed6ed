using Microsoft.Extensions.Options;

namespace PersonaKit.Engine;

/// <summary>Refuses settings that no host can run with. Every fault names its setting and says what is allowed.</summary>
internal sealed class EngineOptionsValidator : IValidateOptions<EngineOptions>
{
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStaleness = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, EngineOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        Check(faults, nameof(options.InboxLimit), options.InboxLimit, 1, 1_000_000);
        Check(faults, nameof(options.MaxObservationBytes), options.MaxObservationBytes, 1, 1024 * 1024);
        Check(faults, nameof(options.FoldAttempts), options.FoldAttempts, 1, 100);
        Check(faults, nameof(options.BodyMemory), options.BodyMemory, 2L * 1024 * 1024, 16L * 1024 * 1024 * 1024);
        Check(faults, nameof(options.CheckpointInterval), options.CheckpointInterval, 16, 100_000);
        Check(faults, nameof(options.LongFolds), options.LongFolds, 1, 64);
        Check(faults, nameof(options.LongFoldQueue), options.LongFoldQueue, 0, 10_000);
        Check(faults, nameof(options.ReadPatience), options.ReadPatience, TimeSpan.Zero, LongestPatience);
        Check(faults, nameof(options.MapperStaleness), options.MapperStaleness, TimeSpan.FromMilliseconds(1), LongestStaleness);
        Check(faults, nameof(options.MapperRefresh), options.MapperRefresh, TimeSpan.FromMilliseconds(1), options.MapperStaleness);
        Check(faults, nameof(options.MapperLimit), options.MapperLimit, 1, 100_000);
        Check(faults, nameof(options.MapperRevisionLimit), options.MapperRevisionLimit, 1, 100_000);
        return faults.Build();
    }

    private static void Check<T>(ValidateOptionsResultBuilder faults, string setting, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            faults.AddError($"{EngineOptions.Section}:{setting} is {value}; it must lie between {least} and {most}");
        }
    }
}
