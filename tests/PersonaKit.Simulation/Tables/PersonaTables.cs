using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Simulation.Promises;

namespace PersonaKit.Simulation.Tables;

/// <summary>Heads and persona rows of everybody, each with an etag; every member is one request, and what it does is one row.</summary>
internal sealed class PersonaTables(StoreEvents events)
{
    private readonly Dictionary<PersonId, TaggedHead> _heads = [];
    private readonly Dictionary<(PersonId PersonId, PersonaKey Key), TaggedRow> _rows = [];
    private long _latest;

    public TaggedHead? Head(PersonId personId) => _heads.GetValueOrDefault(personId);

    public TaggedRow? Row(PersonId personId, PersonaKey key) => _rows.GetValueOrDefault((personId, key));

    /// <summary>The etag that the head got; null when it is not the one that was expected (null: none).</summary>
    public long? TryWriteHead(PersonId personId, MarkedHead head, long? expected)
    {
        if (Head(personId)?.ETag != expected)
        {
            return null;
        }

        WriteHead(personId, head);
        return _latest;
    }

    public void WriteHead(PersonId personId, MarkedHead head)
    {
        _heads[personId] = new(head, ++_latest);
        events.HeadWritten(personId, head);
    }

    public void Save(PersonId personId, PersonaRow row)
    {
        _rows[(personId, row.Key)] = new(personId, row, ++_latest);
        events.RowSaved(personId, row);
    }

    public List<TaggedRow> RowsOf(PersonId personId) =>
        [.. _rows.Values.Where(row => row.PersonId == personId).OrderBy(row => row.Row.Key.ToString(), StringComparer.Ordinal)];

    public List<TaggedRow> OlderThan(PersonId personId, MindscapeVersion tombstone) =>
        [.. RowsOf(personId).Where(row => row.Row.MindscapeVersion < tombstone)];

    public List<TaggedRow> ExpiredBy(DateTimeOffset now) =>
        [.. _rows.Values.Where(row => row.Row.ExpiresAt <= now).OrderBy(row => row.ETag)];

    public List<(PersonId PersonId, TaggedHead Head)> ForgottenBy(DateTimeOffset now) =>
        [.. _heads.Where(head => head.Value.Head.IsForgotten(now)).Select(head => (head.Key, head.Value)).OrderBy(head => head.Value.ETag)];

    /// <summary>Deletes the row if it is still the one that was found.</summary>
    public bool Delete(TaggedRow found)
    {
        if (Row(found.PersonId, found.Row.Key)?.ETag != found.ETag)
        {
            return false;
        }

        _rows.Remove((found.PersonId, found.Row.Key));
        events.RowDeleted(found.PersonId, found.Row);
        return true;
    }

    public bool DeleteHead(PersonId personId, TaggedHead found)
    {
        if (Head(personId)?.ETag != found.ETag)
        {
            return false;
        }

        _heads.Remove(personId);
        events.HeadForgotten(personId);
        return true;
    }
}
