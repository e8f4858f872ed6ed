using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Documents;

namespace PersonaKit.Storage.Contracts.Tests;

/// <summary>A stored observation of which only some is read feeds a trait as the whole one does.</summary>
public sealed class SelectedObservationTests
{
    private static readonly (string Type, string Content)[] Said =
    [
        ("work_session", """{"note":{"deep":[1,{"a":2}]},"interruptions":2,"duration_minutes":45,"start":"2026-01-05T09:00:00Z","productivity_score":4}"""),
        ("work_session", """{"duration_minutes":null,"productivity_score":1}"""),
        ("work_session", "{}"),
        ("user_input", """{"energy_level":"low","type":"energy_check"}"""),
        ("user_input", """{"type":"wizard_response","responses":{"focus_duration":"long","most_productive":"mornings"}}"""),
        ("calendar_event", """{"type":"meeting","start":"2026-01-05T09:00:00Z"}"""),
        ("assertion", """{"trait":"work.focus_duration","value":30,"confidence":0.5}"""),
        ("assertion", """{"trait":"therapy.progress","value":{"step":[1,"two"]}}"""),
        ("nobody knows it", """{"duration_minutes":45}"""),
    ];

    [Theory]
    [InlineData("work.focus_duration")]
    [InlineData("work.focus_duration.p50")]
    [InlineData("work.task_switching_cost")]
    [InlineData("work.meeting_recovery_time")]
    [InlineData("current_state.energy_level.share.low")]
    [InlineData("therapy.progress.step")]
    [InlineData("work.energy_patterns")]
    public void The_history_of_a_trait_is_the_same_from_what_is_needed_of_each(string path)
    {
        var (whole, selected) = (Series(path), Series(path));
        foreach (var stored in Said.Select((said, i) => ObservationDocument.Write(Observe(i, said.Type, said.Content))))
        {
            whole.Add(ObservationDocument.Read(stored));
            selected.Add(SelectedObservation.Read(stored, selected.Selection));
        }

        Assert.Equal(Text(whole), Text(selected));
        Assert.NotEqual("", Text(whole));
    }

    [Fact]
    public void What_is_taken_back_and_what_is_gone_is_known_from_what_is_read()
    {
        var selection = Series("work.focus_duration").Selection;
        var retraction = Retraction.Of(ObservationId.Parse("o1"), Samples.Now);
        Assert.Equal(Retraction.NamedBy(retraction), Retraction.NamedBy(SelectedObservation.Read(ObservationDocument.Write(retraction), selection)));

        var correction = Observe(1, Said[0].Type, Said[0].Content) with { Corrects = ObservationId.Parse("o7") };
        Assert.Equal("o7", SelectedObservation.Read(ObservationDocument.Write(correction), selection).Corrects?.Value);

        var gone = SelectedObservation.Read(ObservationDocument.Write(correction.Forget()), selection);
        Assert.True(gone.IsForgotten);
        Assert.Equal((correction.Id, correction.ObservedAt, correction.ReceivedAt), (gone.Id, gone.ObservedAt, gone.ReceivedAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"id":"a","type":"work_session","at":1,"rx":2,"fp":"","content":7}""")]
    [InlineData("""{"id":"a","type":"work_session","at":"1","rx":2,"fp":"","content":{}}""")]
    public void What_is_no_observation_is_none(string stored) => Assert.Throws<FormatException>(() =>
        SelectedObservation.Read(System.Text.Encoding.UTF8.GetBytes(stored), Series("work.focus_duration").Selection));

    private static TraitSeries Series(string path) => new(TraitPath.Parse(path), Samples.Catalog, Samples.Now.AddDays(1));

    private static Observation Observe(int i, string type, string content) => new ObservationDraft
    {
        Pointer = "",
        Type = type,
        Content = (DataValue.Map)DataValueJson.Parse(content),
        Meta = new DataValue.Map([new("app", DataValue.Of("calendar"))]),
        ObservedAt = Samples.Now.AddHours(i - 20),
    }.Accept(ObservationId.Parse($"o{i}"), Samples.Now);

    private static string Text(TraitSeries series) => series.Read(Samples.NewPerson(), _ => true, null, 20) is { } history
        ? string.Join('\n', history.Points.Select(point => $"{point.At:O} {point.Value?.ToDisplayText()} {point.Confidence} {string.Join(',', point.ObservationIds)}"))
        : "";
}
