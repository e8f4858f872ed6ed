using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Values;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>The worked cases of the language page, and what the catalog's work section promises case by case.</summary>
public class WorkedCasesTests
{
    [Fact]
    public void Ninety_then_sixty_minutes_on_one_day_are_a_focus_of_seventy_five()
    {
        var focus = Fold(Session("2026-01-20T09:00:00Z", 90, 4, 0), Session("2026-01-20T15:30:00Z", 60, 4, 0)).Traits.Find("work.focus_duration")!;

        Assert.Equal(DataValue.Of(75), focus.Value);
        Assert.Equal(2, focus.Count);
        Assert.Equal(At("2026-01-20T09:00:00Z"), focus.FirstObservedAt);
        Assert.Equal(At("2026-01-20T15:30:00Z"), focus.LastObservedAt);
    }

    [Fact]
    public void Five_sessions_at_nine_give_a_focus_of_eighty_one_and_a_medium_cost()
    {
        var mindscape = Fold(
            Session("2026-01-20T09:00:00Z", 90, 5, 0),
            Session("2026-01-20T09:00:00Z", 120, 4, 1),
            Session("2026-01-20T09:00:00Z", 60, 3, 2),
            Session("2026-01-20T09:00:00Z", 45, 2, 4),
            Session("2026-01-20T09:00:00Z", 90, 5, 1));

        var focus = mindscape.Traits.Find("work.focus_duration")!;
        Assert.Equal(DataValue.Of(81), focus.Value);
        Assert.Equal(5, focus.Count);
        Assert.Equal(DataValue.Of("medium"), mindscape.Traits.Find("work.task_switching_cost")!.Value);
    }

    [Fact]
    public void Of_two_energy_checks_the_newer_one_stands_whatever_their_order()
    {
        var morning = Energy("low", "2026-01-20T08:00:00Z");
        var afternoon = Energy("high", "2026-01-20T14:00:00Z");

        foreach (var mindscape in new[] { Fold(morning, afternoon), Fold(afternoon, morning) })
        {
            var energy = mindscape.Traits.Find("current_state.energy_level")!;
            Assert.Equal(DataValue.Of("high"), energy.Value);
            Assert.False(energy.Confidence.IsFadedAt(At("2026-01-20T14:05:00Z")));
        }
    }

    [Fact]
    public void An_energy_check_is_faded_the_next_day()
    {
        var energy = Fold(Energy("low", "2026-01-20T08:00:00Z")).Traits.Find("current_state.energy_level")!;

        Assert.False(energy.Confidence.IsFadedAt(At("2026-01-20T12:00:00Z")));
        Assert.True(energy.Confidence.IsFadedAt(At("2026-01-21T08:00:00Z")));
        Assert.Equal(0.99, energy.Confidence.At(At("2026-01-20T08:00:00Z")));
    }

    [Fact]
    public void A_wizard_that_says_email_is_outweighed_by_two_sessions_with_three_interruptions()
    {
        var cost = Fold(
            Wizard("""{"flow_disruptor":"email"}""", "2026-01-20T08:00:00Z"),
            Session("2026-01-20T09:00:00Z", 60, 3, 3),
            Session("2026-01-20T11:00:00Z", 60, 3, 3)).Traits.Find("work.task_switching_cost")!;

        Assert.Equal(DataValue.Of("high"), cost.Value);
        Assert.Equal(DataValue.Of(0.599), cost.Descend(["share", "high"]));
    }

    [Theory]
    [InlineData("morning", "06:00-12:00")]
    [InlineData("afternoon", "12:00-18:00")]
    [InlineData("evening", "18:00-23:00")]
    [InlineData("varies", "09:00-11:00,14:00-16:00")]
    public void A_wizards_productive_time_becomes_the_peak_hours(string answer, string expected)
    {
        var mindscape = Fold(Wizard($$"""{"most_productive":"{{answer}}"}""", "2026-01-20T08:00:00Z"));

        var peak = Assert.IsType<DataValue.List>(mindscape.Traits.Find("work.peak_hours")!.Value);
        Assert.Equal(expected, string.Join(',', peak.Items.Select(item => item.ToDisplayText())));
        Assert.Equal(0.8, mindscape.Traits.Find("work.energy_patterns")!.Confidence.At(At("2026-01-20T08:00:00Z")));
    }

    [Theory]
    [InlineData("30min", 30)]
    [InlineData("1hr", 60)]
    [InlineData("2hr+", 120)]
    public void A_wizards_focus_answer_becomes_minutes(string answer, double minutes) =>
        Assert.Equal(DataValue.Of(minutes), Fold(Wizard($$"""{"focus_duration":"{{answer}}"}""", "2026-01-20T08:00:00Z")).Traits.Find("work.focus_duration")!.Value);

    [Theory]
    [InlineData("meetings", "high")]
    [InlineData("context-switches", "high")]
    [InlineData("slack", "medium")]
    [InlineData("doorbell", "medium")]
    [InlineData("email", "low")]
    public void A_wizards_disruptor_becomes_a_switching_cost(string answer, string cost) =>
        Assert.Equal(DataValue.Of(cost), Fold(Wizard($$"""{"flow_disruptor":"{{answer}}"}""", "2026-01-20T08:00:00Z")).Traits.Find("work.task_switching_cost")!.Value);

    [Theory]
    [InlineData("""{"type":"meeting","duration_minutes":30}""", 15)]
    [InlineData("""{"type":"meeting","duration_minutes":31}""", 30)]
    [InlineData("""{"type":"meeting"}""", 30)]
    [InlineData("""{"type":"meeting","duration_minutes":61}""", 45)]
    public void A_meeting_becomes_a_recovery_time(string content, double minutes) =>
        Assert.Equal(DataValue.Of(minutes), Fold(Of("calendar_event", content, "2026-01-20T08:00:00Z")).Traits.Find("work.meeting_recovery_time")!.Value);

    [Theory]
    [InlineData(5, "high")]
    [InlineData(4, "high")]
    [InlineData(3.5, "medium")]
    [InlineData(3, "medium")]
    [InlineData(2.9, "low")]
    [InlineData(1, "low")]
    public void A_score_becomes_an_energy_level_and_the_level_of_its_period(double score, string level)
    {
        var mindscape = Fold(Session("2026-01-20T09:00:00Z", 60, score, 0));

        Assert.Equal(DataValue.Of(level), mindscape.Traits.Find("current_state.energy_level")!.Value);
        Assert.True(mindscape.Traits.TryResolve(TraitPath.Parse("work.energy_patterns.morning"), out _, out var morning));
        Assert.Equal(DataValue.Of(level), morning);
        Assert.False(mindscape.Traits.TryResolve(TraitPath.Parse("work.energy_patterns.evening"), out _, out _));
    }

    [Fact]
    public void A_mean_of_three_and_five_is_exactly_high()
    {
        var mindscape = Fold(Session("2026-01-20T09:05:00Z", 60, 3, 0), Session("2026-01-20T09:45:00Z", 60, 5, 0));

        Assert.True(mindscape.Traits.TryResolve(TraitPath.Parse("work.energy_patterns.morning"), out _, out var morning));
        Assert.Equal(DataValue.Of("high"), morning);
    }

    [Fact]
    public void An_unmapped_type_feeds_nothing_and_breaks_nothing()
    {
        var unknown = Of("sleep", """{"hours":7}""", "2026-01-20T08:00:00Z");

        Assert.Empty(Shipped.Catalog.TraitsFedBy(unknown));
        Assert.Empty(Fold(unknown).Traits.All);
    }

    [Fact]
    public void Peak_hours_stated_outright_are_high_hours_of_the_rhythm()
    {
        var mindscape = Fold(Assertion("work.peak_hours", """["22:00-02:00"]""", "2026-01-20T08:00:00Z"));

        Assert.Equal("22:00-02:00", mindscape.Traits.Find("work.peak_hours")!.Value.ToDisplayText());
        Assert.True(mindscape.Traits.TryResolve(TraitPath.Parse("work.energy_patterns.night"), out _, out var night));
        Assert.Equal(DataValue.Of("high"), night);
    }

    [Fact]
    public void A_quantity_publishes_its_percentiles_extremes_and_trend()
    {
        var focus = Fold([.. new[] { 10, 20, 30, 40, 50 }.Select((minutes, i) => Session($"2026-01-20T1{i}:00:00Z", minutes, 3, 0))])
            .Traits.Find("work.focus_duration")!;

        Assert.Equal(DataValue.Of(30), focus.Value);
        Assert.Equal(DataValue.Of(30), focus.Descend(["p50"]));
        Assert.Equal(DataValue.Of(46), focus.Descend(["p90"]));
        Assert.Equal(DataValue.Of(10), focus.Descend(["min"]));
        Assert.Equal(DataValue.Of(50), focus.Descend(["max"]));
        Assert.Equal(DataValue.Of(50), focus.Descend(["last"]));
        Assert.Equal(DataValue.Of(5), focus.Descend(["count"]));
        Assert.Equal(DataValue.Of(14.142), focus.Descend(["std_dev"]));
        Assert.Equal(DataValue.Of("rising"), focus.Descend(["trend"]));
    }
}
