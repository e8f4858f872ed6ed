using System.Collections.Immutable;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Mindscapes.Catalogs;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Previewing;

/// <summary>Reads the observations of a file and validates them as a host does.</summary>
internal static class HistoryReader
{
    // A preview accepts observations in the future.
    private static readonly DateTimeOffset Latest = DateTimeOffset.MaxValue;

    /// <exception cref="CommandFailure">Observations are invalid; the message lists every error with its line.</exception>
    public static LocalHistory Read(ObservationFile file, PersonId person, TraitCatalog catalog)
    {
        var items = ObservationIds.Assign(file.PersonId is null ? file : file with { Items = ExportedItems.ToSend(file.Items) });
        var faults = new List<string>();
        var observations = new Dictionary<ObservationId, Observation>();
        foreach (var item in items)
        {
            var found = new List<Fault>();
            if (Read(item, catalog, found) is { } observation)
            {
                // A repeated observation counts once, as on a host.
                if (!observations.TryAdd(observation.Id, observation) && observations[observation.Id].Fingerprint != observation.Fingerprint)
                {
                    found.Add(new("/id", $"'{observation.Id}' is the id of another observation"));
                }
            }

            faults.AddRange(found.Select(fault => $"{file.Name}({item.Line},1): error: {$"{fault.Pointer} {fault.Detail}".Trim()}"));
        }

        if (faults.Count == 0 && observations.Count == 0)
        {
            faults.Add($"{file.Name}(1,1): error: the file contains no observation");
        }

        return faults.Count == 0 ? new LocalHistory(person, observations.Values, catalog) : throw new CommandFailure(string.Join('\n', faults));
    }

    private static Observation? Read(ObservationItem item, TraitCatalog catalog, List<Fault> faults)
    {
        if (item.Value is not DataValue.Map)
        {
            faults.Add(new("", $"an observation is an object, this is {item.Value.KindName}"));
            return null;
        }

        ImmutableArray<ObservationDraft> drafts = ObservationDraftReader.Read(item.Value, Latest, faults);
        if (drafts is not [var draft])
        {
            return null;
        }

        catalog.Validate(draft, Latest, faults);
        if (draft.ObservedAt is not { } observedAt)
        {
            faults.Add(new("/observed_at", "is required in a preview"));
            return null;
        }

        return draft.Accept(draft.Id ?? throw new InvalidOperationException("an item without an id"), observedAt);
    }
}
