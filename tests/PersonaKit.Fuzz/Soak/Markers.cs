using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace PersonaKit.Fuzz.Soak;

/// <summary>
/// The texts that people "said": each is unique and so long that no other byte can be it, and is either to be kept or to be forgotten.
/// </summary>
internal sealed partial class Markers(int seed)
{
    private const string Prefix = "SOAKMARK";

    private readonly ConcurrentDictionary<string, bool> _isForgotten = new();
    private int _count;

    public int Said => _isForgotten.Count;

    public int Forgotten => _isForgotten.Count(marker => marker.Value);

    public string Next()
    {
        var marker = $"{Prefix}{seed & 0xffff:x4}{Interlocked.Increment(ref _count):x8}";
        _isForgotten[marker] = false;
        return marker;
    }

    public void Forget(string marker) => _isForgotten[marker] = true;

    /// <summary>The marks in these bytes that were to be forgotten, and how many that are to be kept.</summary>
    public (IReadOnlyList<string> Forgotten, int Kept) Find(ReadOnlySpan<byte> bytes)
    {
        var found = Mark().Matches(Encoding.Latin1.GetString(bytes)).Select(match => match.Value).Distinct().Where(_isForgotten.ContainsKey)
            .ToList();
        var forgotten = found.Where(marker => _isForgotten[marker]).ToList();
        return (forgotten, found.Count - forgotten.Count);
    }

    [GeneratedRegex($"{Prefix}[0-9a-f]{{12}}")]
    private static partial Regex Mark();
}
