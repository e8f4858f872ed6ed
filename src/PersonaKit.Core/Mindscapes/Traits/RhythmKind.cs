using System.Collections.Immutable;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>A score over the 24 local hours of a day.</summary>
internal sealed class RhythmKind : TraitKind
{
    private static readonly ImmutableArray<string> Levels = ["high", "medium", "low"];

    public override string Name => "rhythm";

    public override string Summary => "a score for each hour of the day";

    public override TraitSettings Settings { get; } = new RhythmSettings(High: 4, Medium: 3);

    public override bool IsFedByHours => true;

    public override bool ReadsScalarsAsWords => false;

    public override string Expectation(TraitDefinition trait) => RhythmStatement.Expectation;

    public override string DescribeParts(TraitDefinition trait) =>
        "a rhythm has morning, afternoon, evening, night, peak_hours, hours.<00 to 23> and count";

    internal override TraitState Start(TraitDefinition trait) => new RhythmState { Definition = trait };

    internal override Statement? Fit(TraitDefinition trait, DataValue value) =>
        RhythmStatement.TryRead((RhythmSettings)trait.Settings, value) is { } hours ? Statement.Of(hours) : null;

    internal override bool CanDescend(TraitDefinition trait, string[] path) => path switch
    {
        ["peak_hours"] or ["hours"] => true,
        ["peak_hours", var index] => ListIndex.TryParse(index) is not null,
        ["hours", var hour] => hour.Length == 2 && ListIndex.TryParse(hour) < RhythmState.Hours,
        [var period] => DayPeriods.TryParse(period) is not null,
        _ => false,
    };

    internal override ImmutableArray<string> WordsAt(TraitDefinition trait, string[] path) =>
        path is [var period] && DayPeriods.TryParse(period) is not null ? Levels : [];

    /// <summary>A list of hours is a statement of the whole rhythm: those are its high hours.</summary>
    internal override bool IsStatedThrough(string[] path) => path is ["peak_hours"];
}
