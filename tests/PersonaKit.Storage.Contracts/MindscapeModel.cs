using PersonaKit.Core.Mindscapes;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts;

/// <summary>A simple model of one person, as the comments of the store interface describe it.</summary>
internal sealed class MindscapeModel
{
    private readonly List<(string Id, int Minutes)> _accepted = [];
    private int _erased;

    public int LastSequence => _erased + _accepted.Count;

    public int Folded { get; private set; }

    public long Version { get; private set; }

    public bool IsErased { get; private set; }

    public IEnumerable<string> Inbox => _accepted.Skip(Folded - _erased).Select(observation => observation.Id);

    public IEnumerable<string> History => _accepted.Take(Folded - _erased).Select(observation => observation.Id);

    public IEnumerable<string> Newest => _accepted.AsEnumerable().Reverse().Select(observation => observation.Id);

    /// <summary>Returns null when the inbox is full.</summary>
    public List<AppendedItem>? Append(IReadOnlyList<(string Id, int Minutes)> batch, int inboxLimit)
    {
        var fresh = batch.Select(observation => observation.Id).Distinct().Count(id => _accepted.All(known => known.Id != id));
        if (fresh > 0 && LastSequence - Folded + fresh > inboxLimit)
        {
            return null;
        }

        IsErased = false;
        return [.. batch.Select(Take)];
    }

    public ReplaceOutcome Replace(StoredMindscape basis)
    {
        if (IsErased || basis.IsErased || basis.Mindscape.Version.Value != Version)
        {
            return ReplaceOutcome.Conflict;
        }

        (Folded, Version) = ((int)basis.LastSequence, Version + 1);
        return ReplaceOutcome.Saved;
    }

    public MindscapeVersion? Erase()
    {
        if (IsErased || LastSequence == 0)
        {
            return null;
        }

        Version += LastSequence - Folded + 1;
        (_erased, Folded, IsErased) = (LastSequence, LastSequence, true);
        _accepted.Clear();
        return new MindscapeVersion(Version);
    }

    private AppendedItem Take((string Id, int Minutes) observation)
    {
        var place = _accepted.FindIndex(known => known.Id == observation.Id);
        if (place < 0)
        {
            _accepted.Add(observation);
            return new AppendedItem.Accepted(LastSequence);
        }

        return _accepted[place].Minutes == observation.Minutes ? new AppendedItem.Duplicate(_erased + place + 1) : new AppendedItem.Conflict();
    }
}
