using PersonaKit.Engine.Observing;

namespace PersonaKit.Local.Demo;

/// <summary>What became of the lines of the sample.</summary>
internal sealed class DemoTally
{
    private readonly SortedSet<string> _unmapped = new(StringComparer.Ordinal);
    private int _lines;
    private int _accepted;
    private int _duplicates;
    private int _late;

    public void Add(string type, RecordedItem item, bool isLate)
    {
        _lines++;
        _accepted += item.Status == RecordStatus.Accepted ? 1 : 0;
        _duplicates += item.Status == RecordStatus.Duplicate ? 1 : 0;
        _late += isLate && item.Status == RecordStatus.Accepted ? 1 : 0;
        if (item.Feeds.IsEmpty)
        {
            _unmapped.Add(type);
        }
    }

    public override string ToString() =>
        $"{_lines} lines played: {_accepted} accepted, {_duplicates} duplicates (counted once), {_late} older than a line before them, "
        + $"kept without a trait to feed: {(_unmapped.Count == 0 ? "none" : string.Join(", ", _unmapped))}";
}
