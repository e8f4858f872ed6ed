using PersonaKit.Core.Observations;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Writing;

/// <summary>What a write works with. Only ever on the writer's thread, inside its transaction.</summary>
internal sealed class WriteContext
{
    /// <summary>Past it the memory of people starts again empty: one indexed read brings each back.</summary>
    private const int PeopleKept = 50_000;

    private readonly Dictionary<PersonId, StoredPerson> _people = [];
    private readonly Dictionary<PersonId, StoredPerson> _pending = [];
    private long _change;

    public WriteContext(SqlSession session)
    {
        Session = session;
        _change = (long)session.Scalar(
            "SELECT MAX(IFNULL((SELECT MAX(change) FROM people), 0), IFNULL((SELECT MAX(continuation) FROM leases), 0))")!;
    }

    public SqlSession Session { get; }

    /// <summary>Whether this transaction wrote something the feed has to tell.</summary>
    public bool PeopleChanged { get; set; }

    /// <summary>Whether something was erased or forgotten that is still in the bytes of the files.</summary>
    public bool BytesMustGo { get; set; }

    public StoredPerson? FindPerson(PersonId personId)
    {
        if (_people.TryGetValue(personId, out var known))
        {
            return known;
        }

        using var row = Session.Query("SELECT key, received, folded, version, erased_at, erased_up_to, last_place FROM people WHERE person_id = $1", personId.Value);
        return row.Read()
            ? Remember(personId, new StoredPerson(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3))
            {
                ErasedAt = row.IsNull(4) ? null : row.GetInt64(4),
                ErasedUpTo = row.GetInt64(5),
                LastPlace = row.GetInt64(6),
            })
            : null;
    }

    public StoredPerson AddPerson(PersonId personId)
    {
        var key = (long)Session.Scalar(
            "INSERT INTO people(person_id, received, folded, version, change) VALUES($1, 0, 0, 0, $2) RETURNING key", personId.Value, NextChange())!;
        return Remember(personId, new StoredPerson(key, 0, 0, 0));
    }

    /// <summary>Every save gives the person the latest place in the order of changes.</summary>
    public void SavePerson(PersonId personId, StoredPerson person)
    {
        Session.Execute(
            "UPDATE people SET received = $2, folded = $3, version = $4, change = $5, erased_at = $6, erased_up_to = $7, last_place = $8 WHERE key = $1",
            person.Key, person.LastSequence, person.Folded, person.Version, NextChange(), person.ErasedAt, person.ErasedUpTo, person.LastPlace);
        _pending.Remove(personId);
        Remember(personId, person);
    }

    /// <summary>
    /// As <see cref="SavePerson"/> after observations were added, with the rest of the transaction: a commit that many posts of one
    /// person share writes the person once.
    /// </summary>
    public void SaveLater(PersonId personId, StoredPerson person)
    {
        if (person.ErasedAt is not null)
        {
            SavePerson(personId, person with { ErasedAt = null });
            return;
        }

        _pending[personId] = person;
        PeopleChanged = true;
        Remember(personId, person);
    }

    /// <summary>
    /// Before each commit. A person that is not in the memory of people is read from the table, so it is also done before that memory
    /// starts again.
    /// </summary>
    public void SavePending()
    {
        foreach (var person in _pending.Values)
        {
            Session.Execute(
                "UPDATE people SET received = $2, last_place = $3, change = $4 WHERE key = $1", person.Key, person.LastSequence, person.LastPlace, NextChange());
        }

        _pending.Clear();
    }

    /// <summary>Deletes the tombstones of people who were erased at or before <paramref name="latest"/>, and returns whose.</summary>
    public List<PersonId> DeleteTombstones(DateTimeOffset latest)
    {
        using var row = Session.Query("DELETE FROM people WHERE erased_at <= $1 RETURNING person_id", latest.ToUnixTimeMilliseconds());
        var deleted = new List<PersonId>();
        while (row.Read())
        {
            deleted.Add(PersonId.Parse(row.GetString(0)));
        }

        deleted.ForEach(personId => _people.Remove(personId));
        return deleted;
    }

    /// <summary>After a rollback nothing that was written in the transaction is true. Gaps in the order of changes do no harm.</summary>
    public void Forget()
    {
        _people.Clear();
        _pending.Clear();
        PeopleChanged = false;
    }

    private long NextChange()
    {
        PeopleChanged = true;
        return ++_change;
    }

    private StoredPerson Remember(PersonId personId, StoredPerson person)
    {
        if (_people.Count >= PeopleKept)
        {
            SavePending();
            _people.Clear();
        }

        return _people[personId] = person;
    }
}
