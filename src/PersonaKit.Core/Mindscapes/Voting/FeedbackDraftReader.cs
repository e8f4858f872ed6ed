using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Voting;

/// <summary>
/// Reads the body of a post of feedback, one or a list of up to 100, each with the fields of its content beside <c>id</c> and <c>observed_at</c>.
/// Faults point into this body, not into the observations it becomes.
/// </summary>
public static class FeedbackDraftReader
{
    /// <summary>The drafts of the body's well-formed items; every fault of the others is added to <paramref name="faults"/>.</summary>
    /// <param name="body">The parsed body of the request.</param>
    /// <param name="now">The instant of receipt, from which times in the future are refused.</param>
    /// <param name="faults">Receives the faults, each with a JSON pointer into the body.</param>
    public static ImmutableArray<ObservationDraft> Read(DataValue body, DateTimeOffset now, List<Fault> faults)
    {
        if (body is not DataValue.List list)
        {
            return ReadOne(body, "", now, faults) is { } single ? [single] : [];
        }

        if (list.Items.Length is 0 or > ObservationDraftReader.MaxBatch)
        {
            faults.Add(new("", $"a list has 1 to {ObservationDraftReader.MaxBatch} feedbacks, this one has {list.Items.Length}"));
            return [];
        }

        return [.. list.Items.Select((item, i) => ReadOne(item, $"/{i}", now, faults)).OfType<ObservationDraft>()];
    }

    private static ObservationDraft? ReadOne(DataValue body, string at, DateTimeOffset now, List<Fault> faults)
    {
        if (body is not DataValue.Map map)
        {
            faults.Add(new(at, $"feedback is an object, this is {body.KindName}"));
            return null;
        }

        var before = faults.Count;
        var content = new DataValue.Map(map.Entries.RemoveAll(entry => entry.Key is "id" or "observed_at"));
        var draft = new ObservationDraft
        {
            Pointer = at,
            Id = map["id"] is { } id ? ObservationDraftReader.ReadId(id, $"{at}/id", faults) : null,
            Type = FeedbackContent.Type,
            Content = content,
            ObservedAt = map["observed_at"] is { } observedAt ? ObservationDraftReader.ReadInstant(observedAt, $"{at}/observed_at", now, faults) : null,
        };
        FeedbackContent.Validate(content, at, faults);
        return faults.Count > before ? null : draft;
    }
}
