using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Storage.Contracts;

/// <summary>Observations with unique content, so that a test can search for it in all stored data.</summary>
internal static class Said
{
    public static string Words(Observation observation) => $"said by {observation.Id} and by nobody else";

    /// <summary>The length of the id selects a session, a fact or a journey; a journey changes how the others are read.</summary>
    public static Observation By(string id, ObservationId? corrects = null)
    {
        var words = DataValue.Of($"said by {id} and by nobody else");
        var choice = id.Sum(letter => letter) % 5;
        var observed = Samples.Now.AddMinutes(-Math.Abs(id.Sum(letter => letter * 37) % 9000));
        return new ObservationDraft
        {
            Pointer = "",
            Type = choice > 1 ? "work_session" : "assertion",
            Content = choice switch
            {
                0 => new([new("trait", DataValue.Of($"notes.n{id.Length % 3}")), new("value", words)]),
                1 => new([new("trait", DataValue.Of("profile.time_zone")), new("value", DataValue.Of(id.Length % 2 == 0 ? "Asia/Tokyo" : "America/New_York"))]),
                _ => new(
                [
                    new("duration_minutes", DataValue.Of(30 + (id.Sum(letter => letter) % 90))),
                    new("productivity_score", DataValue.Of(1 + (id.Sum(letter => letter) % 5))),
                    new("interruptions", DataValue.Of(choice)),
                    new("note", words),
                ]),
            },
            Meta = new DataValue.Map([new("words", words)]),
            ObservedAt = observed,
            Corrects = corrects,
        }.Accept(ObservationId.Parse(id), Samples.Now);
    }
}
