using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Tests.Personas;

public class ShippedMapperTests
{
    public static TheoryData<string, int> ZonesAndHours
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var zone in new[] { "UTC", "America/New_York", "Asia/Kathmandu" })
            {
                for (var hour = 0; hour < 24; hour++)
                {
                    data.Add(zone, hour);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ZonesAndHours))]
    public void The_daily_work_optimizer_fires_by_the_hour_of_the_persons_clock(string zone, int hour)
    {
        var mapper = Given.Shipped("daily_work_optimizer");
        foreach (var minute in new[] { 0, 1, 59 })
        {
            var at = LocalZone.TryFind(zone)!.ToInstant(new DateTime(2026, 1, 20, hour, minute, 0));
            foreach (var energy in new[] { "low", "high" })
            {
                foreach (var pattern in new[] { "low", "high" })
                {
                    var persona = Given.Built(Given.Worker(zone, morning: pattern, afternoon: pattern, energy: energy), mapper, at);
                    Assert.Equal(ExpectedOfWork(hour, pattern, energy), Given.RuleIds(persona));
                    Assert.Equal(hour is >= 5 and < 12 ? "morning" : hour is >= 12 and < 17 ? "afternoon" : hour is >= 17 and < 21 ? "evening" : "night",
                        persona.Overlay.ActivePatterns["time_of_day"]!.ToDisplayText());
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(ZonesAndHours))]
    public void The_therapy_insights_do_not_depend_on_the_hour(string zone, int hour)
    {
        var mapper = Given.Shipped("therapy_insights");
        var at = LocalZone.TryFind(zone)!.ToInstant(new DateTime(2026, 1, 20, hour, 0, 0));
        var persona = Given.Built(Patient(zone), mapper, at);
        Assert.Equal(["progress_recognition", "coping_suggestion", "pattern_insight"], Given.RuleIds(persona));
        Assert.Equal(at.AddHours(24), persona.ExpiresAt);
        Assert.Equal(DataValue.Map.Empty, persona.Overlay.ActivePatterns);
    }

    [Fact]
    public void A_morning_with_high_energy_recommends_as_long_a_block_as_the_person_can_focus()
    {
        var suggestion = Assert.Single(Given.Built(Given.Worker(), Given.Shipped("daily_work_optimizer"), Given.Instant("2026-01-20T09:00:00Z")).Overlay.Suggestions);
        Assert.Equal("task_recommendation", suggestion.Type);
        Assert.Contains("120 minutes", suggestion.Description, StringComparison.Ordinal);
        Assert.Contains("complex_creative", suggestion.Description, StringComparison.Ordinal);
        Assert.Equal("""{"duration":120,"task_type":"complex_creative"}""", DataValueJson.ToJson(suggestion.Parameters));
    }

    [Fact]
    public void Without_a_ninetieth_percentile_the_block_is_ninety_minutes()
    {
        var persona = Given.Built(Given.Worker(focusDetail: "{}"), Given.Shipped("daily_work_optimizer"), Given.Instant("2026-01-20T09:00:00Z"));
        Assert.Equal("90", Assert.Single(persona.Overlay.Suggestions).Parameters["duration"]!.ToDisplayText());
    }

    [Theory]
    [InlineData("2026-01-20T23:29:00Z", false)]
    [InlineData("2026-01-20T23:30:00Z", true)]
    [InlineData("2026-01-21T00:00:00Z", true)]
    [InlineData("2026-01-21T00:00:00.001Z", false)]
    public void A_meeting_is_prepared_from_thirty_minutes_before_it_until_it_starts(string at, bool prepared)
    {
        var persona = Given.Built(Given.Worker(), Given.Shipped("daily_work_optimizer"), Given.Instant(at), Given.Context("""{"upcoming_meeting":"2026-01-21T00:00:00Z"}"""));
        Assert.Equal(prepared, Given.RuleIds(persona).Contains("meeting_prep_high_switch_cost"));
    }

    [Fact]
    public void The_feedback_settings_are_those_of_the_language_page()
    {
        Assert.Equal(
            new FeedbackSettings { NegativeThreshold = 5, NegativeWindowDays = 7, PositiveAdjustment = 0.1, NegativeAdjustment = -0.2, MaxWeight = 2, MinWeight = 0.5 },
            Given.Shipped("daily_work_optimizer").Feedback);
        Assert.Equal(
            new FeedbackSettings { NegativeThreshold = 3, NegativeWindowDays = 14, PositiveAdjustment = 0.15, NegativeAdjustment = -0.1, MaxWeight = 1.5, MinWeight = 0.7 },
            Given.Shipped("therapy_insights").Feedback);
    }

    [Fact]
    public void Therapy_parameters_come_from_the_facts_and_have_stand_ins()
    {
        var mapper = Given.Shipped("therapy_insights");
        var at = Given.Instant("2026-01-20T09:00:00Z");
        var told = Given.Built(Patient("UTC"), mapper, at).Overlay.Suggestions;
        Assert.Equal(["last month", "journaling", "deadlines"], told.Select(suggestion => suggestion.Parameters.Entries[0].Value.ToDisplayText()));

        var untold = Given.Built(Patient("UTC", told: false), mapper, at).Overlay.Suggestions;
        Assert.Equal(["this week", "breathing exercises", "situational trigger"], untold.Select(suggestion => suggestion.Parameters.Entries[0].Value.ToDisplayText()));
    }

    private static string[] ExpectedOfWork(int hour, string pattern, string energy)
    {
        var rules = new List<string>();
        if (hour is 5 or 6 or 7 or 8 or 9 or 10 or 11 && pattern == "high")
        {
            rules.Add("morning_high_energy_deep_work");
        }

        if (energy == "low")
        {
            rules.Add("low_energy_break");
        }

        if (hour is 14 or 15 && pattern == "low")
        {
            rules.Add("afternoon_slump_management");
        }

        if (hour is 17 && energy != "low")
        {
            rules.Add("daily_review_planning");
        }

        return [.. rules];
    }

    private static PersonaKit.Core.Mindscapes.Mindscape Patient(string zone, bool told = true) => Given.Person(
        zone,
        Given.Trait("therapy.emotional_patterns", """{"trend":"improving"}"""),
        Given.Trait("therapy.coping_mechanisms", told ? """{"effective":["walking"],"most_effective":"journaling"}""" : """{"effective":["walking"]}"""),
        Given.Trait("therapy.trigger_patterns", told ? """{"recurring":["work"],"most_recent":"deadlines"}""" : """{"recurring":["work"]}"""),
        Given.Trait("therapy.progress_indicators", told ? """{"timeframe":"last month"}""" : "{}"),
        Given.Trait("current_state.emotional_state", "\"stressed\""));
}
