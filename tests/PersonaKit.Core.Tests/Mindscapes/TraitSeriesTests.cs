using System.Globalization;
using CsCheck;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>A history that is gathered observation by observation is the one that follows from all of them at once.</summary>
public class TraitSeriesTests
{
    private static readonly string[] Paths =
    [
        "work.energy_patterns", "work.energy_patterns.morning", "work.focus_duration", "work.focus_duration.p50", "work.focus_duration.none",
        "current_state.energy_level", "current_state.energy_level.share.low", "profile.time_zone", "therapy.progress", "therapy.progress.step",
        "work.peak_hours", "nothing.of.this",
    ];

    [Fact]
    public void Any_history_of_any_path_is_the_same_either_way() =>
        Gen.Select(History.Any, Gen.Int[0, Paths.Length - 1], Gen.Int[0, 8], Gen.Int[2, 20], Gen.Int[-1, 4]).Sample(
            (history, path, days, most, before) =>
            {
                var to = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero).AddDays(days);
                DateTimeOffset? from = before < 0 ? null : to.AddDays(-before - 1);
                var series = new TraitSeries(TraitPath.Parse(Paths[path]), Shipped.Catalog, to);
                foreach (var observation in history)
                {
                    series.Add(observation);
                }

                var retracted = history[0].Id;
                var left = history.RemoveAt(0);
                var expected = TraitHistory.Of(Observed.Person, left, TraitPath.Parse(Paths[path]), Shipped.Catalog, from, to, most);
                return Text(expected) == Text(series.Read(Observed.Person, observation => observation.Id != retracted, from, most));
            },
            iter: 1000);

    /// <summary>Few points of many observations are added many at once; several at one instant, and numbers of any size.</summary>
    [Fact]
    public void Many_observations_between_two_points_come_to_what_they_come_to_one_by_one() =>
        Gen.Select(Gen.Int[0, 40 * 24 * 4], Gen.OneOf(Gen.Double[0, 600], Gen.Double[0, 1e12]), (quarters, minutes) => (quarters, minutes))
            .Array[100, 500].Select(Gen.Int[2, 6])
            .Sample(
                (sessions, most) =>
                {
                    var to = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
                    var path = TraitPath.Parse("work.focus_duration");
                    var all = sessions.Select((session, i) => Observed.Of(
                        "work_session",
                        string.Create(CultureInfo.InvariantCulture, $$"""{"duration_minutes":{{session.minutes:R}}}"""),
                        to.AddMinutes(-15 * session.quarters).ToString("O", CultureInfo.InvariantCulture),
                        $"s{i * 7919 % 1000}")).ToArray();
                    var series = new TraitSeries(path, Shipped.Catalog, to);
                    foreach (var observation in all)
                    {
                        series.Add(observation);
                    }

                    var expected = TraitHistory.Of(Observed.Person, all, path, Shipped.Catalog, null, to, most);
                    return Text(expected) == Text(series.Read(Observed.Person, _ => true, null, most));
                },
                iter: 60);

    private static string Text(TraitHistory? history) => history is null
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{history.Kind} {history.Changes}\n{string.Join('\n', history.Points.Select(Text))}");

    private static string Text(TraitMoment moment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{moment.At:O} {moment.Value?.ToDisplayText()} {moment.Confidence} {moment.IsFaded} {string.Join(',', moment.ObservationIds)}");
}
