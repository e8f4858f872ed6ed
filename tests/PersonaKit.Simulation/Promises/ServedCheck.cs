using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Engines;
using PersonaKit.Simulation.Scheduling;

namespace PersonaKit.Simulation.Promises;

/// <summary>What a reader of personas is owed, as it stood when the read began.</summary>
internal sealed class ServedCheck
{
    private readonly Fleet _fleet;
    private readonly Timeline _timeline;
    private readonly PersonLedger _person;
    private readonly Instance _instance;
    private readonly PersonaContext _context;
    private readonly Receipt? _after;
    private readonly TimeSpan _begun;
    private readonly DateTimeOffset _askedAt;
    private readonly Epoch? _living;
    private readonly long _lastSequence;
    private readonly MindscapeVersion _announced;
    private readonly HashSet<Epoch> _gone;

    public ServedCheck(
        Fleet fleet,
        Timeline timeline,
        PersonLedger person,
        Instance instance,
        PersonaContext context,
        Receipt? after)
    {
        (_fleet, _timeline, _person, _instance, _context, _after) = (fleet, timeline, person, instance, context, after);
        _begun = timeline.Now;
        _askedAt = instance.Clock.GetUtcNow();
        _living = person.Living;
        _lastSequence = _living?.LastSequence ?? 0;
        _announced = person.Head.At(instance.Clock.GetUtcNow());
        _gone = [.. person.Epochs.Where(epoch => epoch.IsGone)];
    }

    /// <summary>
    /// What the read must see whatever build it joins: that began, at the latest, under the head and with the receipt that the read came
    /// with.
    /// </summary>
    private long Owed => Math.Max(_living?.FoldedBy(_announced) ?? 0, _after?.LastSequence ?? 0);

    private bool IsUndisturbed => _living is not null && _person.Living == _living && !OperationScope.Current!.SawThePast;

    public void Check(PersonaOutcome outcome)
    {
        switch (outcome)
        {
            case PersonaOutcome.Served served:
                CheckRow(served.Row, served.Cache);
                break;
            case PersonaOutcome.Explained explained:
                CheckRow(explained.Row, explained.Cache);
                break;
            case PersonaOutcome.UnknownPerson when IsUndisturbed && Owed > _living!.Start:
                _timeline.Break($"P2: {_person.PersonId} is unknown with {_lastSequence} observations accepted");
                break;
            case PersonaOutcome.MissingTraits when IsUndisturbed && Owed > _living!.Start && AlwaysHadTraits():
                _timeline.Break($"P5: {_person.PersonId} lacks traits that were accepted before");
                break;
            case PersonaOutcome.NotYetVisible when IsUndisturbed && (_after?.LastSequence ?? 0) <= _lastSequence:
                _timeline.Break($"P5: what was accepted of {_person.PersonId} is not visible after {WiredEngine.Options.ReadPatience}");
                break;
        }
    }

    /// <summary>A row as it is served, or listed as one that would be.</summary>
    public void CheckRow(PersonaRow served, CacheState cache)
    {
        // What a reader gets is the body, whatever the row says beside it.
        var row = served with { GeneratedAt = PersonaOracle.GeneratedAtIn(served) };
        var now = _instance.Clock.GetUtcNow();
        if (PersonaOracle.Find(_person, row, _context) is not { } epoch)
        {
            Break("P2, P3, P7: no set of accepted observations gives the persona", row);
            return;
        }

        if (_gone.Contains(epoch))
        {
            Break("P9: the persona is of somebody whose erase was answered before it was asked for", row);
        }

        if (row.MindscapeVersion < _announced || row.LastSequence < epoch.FoldedBy(_announced))
        {
            Break($"P4: the head said version {_announced} when the persona was asked for", row);
        }

        if (_after is { } after && row.LastSequence < after.LastSequence && epoch == _living)
        {
            Break($"P5: the receipt is for observation {after.LastSequence}", row);
        }

        if (now >= row.ExpiresAt)
        {
            Break($"P6: it is {now:O}, and the persona has expired", row);
        }

        // A clock may be set back while the answer is on its way.
        if (cache == CacheState.Hit && row.GeneratedAt > now && row.GeneratedAt > _askedAt)
        {
            Break($"P6: it is {now:O}, and the persona is from the future", row);
        }

        if (now > row.GeneratedAt && now < row.ExpiresAt && !PersonaOracle.SaysTheSameAt(epoch, row, _context, now))
        {
            Break($"P6: at {now:O} the persona would say something else", row);
        }

        if (!_person.IsOneState(epoch, row.MindscapeVersion, row.LastSequence))
        {
            Break("two states were served under one version", row);
        }

        if (!_fleet.Mappers.WasActive(row.Key.MapperId, row.MapperRevision, _begun - WiredEngine.Options.MapperStaleness))
        {
            Break($"revision {row.MapperRevision} of the mapper was not active", row);
        }
    }

    /// <summary>Whatever it saw beyond what it was owed: the mapper's required traits were there.</summary>
    private bool AlwaysHadTraits()
    {
        var now = _instance.Clock.GetUtcNow();
        for (var number = Math.Min(Owed, _living!.LastSequence); number <= _living.LastSequence; number++)
        {
            if (PersonaOracle.Project(_living, number, default, 1, _context, now) is not ProjectionOutcome.Built)
            {
                return false;
            }
        }

        return true;
    }

    private void Break(string promise, PersonaRow row) => _timeline.Break(
        $"{promise}. {_person.PersonId}, version {row.MindscapeVersion}, observation {row.LastSequence}, "
        + $"generated {row.GeneratedAt:O}, expires {row.ExpiresAt:O}");
}
