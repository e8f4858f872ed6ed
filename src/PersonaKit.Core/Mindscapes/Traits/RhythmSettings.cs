namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>How the mean score of an hour or a part of the day becomes a word.</summary>
/// <param name="High">The mean from which it is "high".</param>
/// <param name="Medium">The mean from which it is "medium"; below it is "low".</param>
internal sealed record RhythmSettings(double High, double Medium) : TraitSettings
{
    public string LevelOf(double mean) => mean >= High ? "high" : mean >= Medium ? "medium" : "low";

    /// <summary>The score that a level counts as when it is stated: with the default bounds, on a scale of 1 to 5, high is 5, medium 3 and low 1.</summary>
    public double? ScoreOf(string level) => level switch
    {
        "high" => High + 1,
        "medium" => Medium,
        "low" => Medium - 2,
        _ => null,
    };

    public override TraitSettings Read(ITraitSettingSource source) => new RhythmSettings(
        source.Number("high", -ValueLimits.MaxNumber, ValueLimits.MaxNumber) ?? High,
        source.Number("medium", -ValueLimits.MaxNumber, ValueLimits.MaxNumber) ?? Medium);

    public override string? FindFault(string key) => Medium > High ? $"'medium' of {key} lies above 'high'" : null;
}
