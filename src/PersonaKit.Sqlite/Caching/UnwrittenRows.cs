using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Caching;

/// <summary>
/// Persona rows that are in memory and not in the table yet, each key once. Bounded: what does not fit stays in memory only, which costs a
/// build after a restart and nothing else.
/// </summary>
internal sealed class UnwrittenRows(int capacity)
{
    private readonly Lock _gate = new();
    private Dictionary<(PersonId, PersonaKey), PersonaRow> _rows = [];

    /// <summary>Whether the row was taken, and whether it is the first since all were taken.</summary>
    public (bool Taken, bool First) Add(PersonId personId, PersonaRow row)
    {
        lock (_gate)
        {
            var key = (personId, row.Key);
            if (_rows.Count >= capacity && !_rows.ContainsKey(key))
            {
                return (false, false);
            }

            _rows[key] = row;
            return (true, _rows.Count == 1);
        }
    }

    /// <summary>Takes the person's rows that are older than the tombstone away, unwritten.</summary>
    public void Erase(PersonId personId, MindscapeVersion tombstone)
    {
        lock (_gate)
        {
            foreach (var (key, row) in _rows.Where(entry => entry.Key.Item1 == personId && entry.Value.MindscapeVersion < tombstone).ToList())
            {
                _rows.Remove(key);
            }
        }
    }

    public IReadOnlyCollection<KeyValuePair<(PersonId PersonId, PersonaKey Key), PersonaRow>> TakeAll()
    {
        lock (_gate)
        {
            var taken = _rows;
            _rows = [];
            return taken;
        }
    }
}
