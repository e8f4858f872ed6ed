using System.Globalization;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using static PersonaKit.Core.Tests.Mindscapes.Observed;

namespace PersonaKit.Core.Tests.Mindscapes;

public class TraitHistoryTests
{
    private static readonly Observation[] Energies =
    [
        Of("user_input", """{"type":"energy_check","energy_level":"high"}""", "2026-01-20T14:00:00Z", "e3"),
        Of("user_input", """{"type":"energy_check","energy_level":"low"}""", "2026-01-20T08:00:00Z", "e1"),
        Of("user_input", """{"type":"energy_check","energy_level":"low"}""", "2026-01-20T08:00:00Z", "e2"),
        Of("assertion", """{"trait":"profile.tone","value":"direct"}""", "2026-01-20T09:00:00Z", "t1"),
    ];

    private static readonly Gen<string> Path = Gen.Int[0, 3].Select(i => new[] { "work.energy_patterns", "work.focus_duration.p50", "current_state.energy_level", "profile.time_zone" }[i]);

    /// <summary>One check at 1.0 is −ln(0.01) = 4.605 nats; two at once are 9.21, of which a quarter (2.303) is left after six hours, two half-lives.</summary>
    [Fact]
    public void An_energy_that_was_low_and_then_high_shows_both_and_what_is_left_of_them()
    {
        var history = Read("current_state.energy_level", Energies, null, "2026-01-20T17:00:00Z", 10);

        Assert.Equal((TraitKind.Category, 2), (history.Kind, history.Changes));
        Assert.Equal(
            ["2026-01-20T08:00 low 1 e2,e1", "2026-01-20T14:00 high 0.666 e3", "2026-01-20T17:00 high 0.646 "],
            history.Points.Select(Text));
    }

    [Fact]
    public void A_range_starts_with_what_was_known_and_ends_with_what_is_left()
    {
        var history = Read("current_state.energy_level", Energies, "2026-01-20T11:00:00Z", "2026-01-20T13:00:00Z", 10);
        Assert.Equal(["2026-01-20T11:00 low 0.99 ", "2026-01-20T13:00 low 0.945 "], history.Points.Select(Text));
        Assert.Equal(0, history.Changes);
    }

    [Fact]
    public void A_change_on_an_edge_of_the_range_is_told_once()
    {
        var history = Read("current_state.energy_level", Energies, "2026-01-20T08:00:00Z", "2026-01-20T14:00:00Z", 10);
        Assert.Equal(["2026-01-20T08:00 low 1 e2,e1", "2026-01-20T14:00 high 0.666 e3"], history.Points.Select(Text));
    }

    [Fact]
    public void What_faded_in_between_says_so() =>
        Assert.True(Read("current_state.energy_level", Energies, null, "2026-01-22T08:00:00Z", 10).Points[^1].IsFaded);

    [Fact]
    public void Parts_of_a_trait_and_traits_that_are_read_from_others_have_a_history_too()
    {
        Observation[] sessions = [Session("2026-01-20T09:00:00Z", 90, 5, 0), Session("2026-01-21T09:00:00Z", 30, 5, 0)];
        Assert.Equal([90, 84, 84], Read("work.focus_duration.p90", sessions, null, "2026-01-22T00:00:00Z", 10).Points.Select(point => ((DataValue.Number)point.Value!).Value));
        Assert.Equal(2, Read("work.focus_duration.count", sessions, null, "2026-01-22T00:00:00Z", 10).Changes);
        var hours = Read("work.peak_hours", sessions, null, "2026-01-22T00:00:00Z", 10);
        Assert.Equal("09:00-10:00", hours.Points[0].Value!.ToDisplayText());
        Assert.Equal(sessions[0].Id, Assert.Single(hours.Points[0].ObservationIds));
    }

    [Theory]
    [InlineData("profile.nobody")]
    [InlineData("current_state.energy_level.p90")]
    public void What_never_led_anywhere_has_no_history(string path) =>
        Assert.Null(TraitHistory.Of(Person, Energies, TraitPath.Parse(path), Shipped.Catalog, null, At("2026-01-21T00:00:00Z"), 10));

    [Fact]
    public void What_came_after_the_range_is_not_in_it() =>
        Assert.Null(TraitHistory.Of(Person, Energies, TraitPath.Parse("profile.tone"), Shipped.Catalog, null, At("2026-01-20T08:59:00Z"), 10));

    [Fact]
    public void A_path_that_led_nowhere_at_first_leaves_its_value_out_there()
    {
        Observation[] facts = [Assertion("notes.plan", "{\"a\":1}", "2026-01-20T08:00:00Z"), Assertion("notes.plan", "{\"b\":2}", "2026-01-20T09:00:00Z")];
        Assert.Equal([null, DataValue.Of(2), DataValue.Of(2)], Read("notes.plan.b", facts, null, "2026-01-20T10:00:00Z", 10).Points.Select(point => point.Value));
    }

    [Fact]
    public void Many_changes_are_thinned_evenly_and_the_first_the_last_and_the_end_stay()
    {
        var facts = Enumerable.Range(0, 101).Select(i => Assertion("notes.n", $"{i}", $"{At("2026-01-20T00:00:00Z").AddMinutes(i):O}")).ToArray();

        var history = Read("notes.n", facts, null, "2026-01-21T00:00:00Z", 6);

        Assert.Equal(101, history.Changes);
        Assert.Equal([0, 25, 50, 75, 100, 100], history.Points.Select(point => ((DataValue.Number)point.Value!).Value));
        Assert.Equal([0, 100], Read("notes.n", facts, null, "2026-01-21T00:00:00Z", 2).Points.Select(point => ((DataValue.Number)point.Value!).Value));
    }

    [Fact]
    public void Every_point_is_what_a_fold_of_all_that_was_observed_by_then_says() =>
        Gen.Select(History.Any, Path, Gen.Int[2, 30]).Sample((history, text, most) =>
        {
            var path = TraitPath.Parse(text);
            var end = history.Max(observation => observation.ObservedAt).AddDays(1);
            var told = TraitHistory.Of(Person, history, path, Shipped.Catalog, null, end, most);
            Assert.Equal(Fold([.. history]).Traits.Find(path.Text.Replace(".p50", "", StringComparison.Ordinal)) is null, told is null);
            Assert.InRange(told?.Points.Length ?? 1, 1, most);
            foreach (var point in told?.Points ?? [])
            {
                var then = Fold([.. history.Where(observation => observation.ObservedAt <= point.At)]);
                Assert.True(then.Traits.TryResolve(path, out var trait, out var value));
                Assert.Equal((value, trait.Confidence.At(point.At), trait.Confidence.IsFadedAt(point.At)), (point.Value, point.Confidence, point.IsFaded));
            }
        }, iter: 40);

    [Fact]
    public void A_cut_takes_what_was_observed_and_received_up_to_and_with_its_instants()
    {
        var late = Energies[0] with { ReceivedAt = At("2026-01-25T00:00:00Z") };
        Assert.True(new HistoryCut(late.ObservedAt, late.ReceivedAt).Includes(late));
        Assert.True(new HistoryCut(late.ObservedAt, null).Includes(late));
        Assert.False(new HistoryCut(late.ObservedAt.AddMilliseconds(-1), null).Includes(late));
        Assert.False(new HistoryCut(null, late.ReceivedAt.AddMilliseconds(-1)).Includes(late));
    }

    private static TraitHistory Read(string path, Observation[] observations, string? from, string to, int most) =>
        TraitHistory.Of(Person, observations, TraitPath.Parse(path), Shipped.Catalog, from is null ? null : At(from), At(to), most)!;

    private static string Text(TraitMoment moment) => string.Create(
        CultureInfo.InvariantCulture, $"{moment.At:yyyy-MM-ddTHH:mm} {moment.Value!.ToDisplayText()} {moment.Confidence} {string.Join(',', moment.ObservationIds)}");
}
