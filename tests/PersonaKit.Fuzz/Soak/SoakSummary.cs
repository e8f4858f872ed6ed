using System.Collections.Concurrent;
using System.Text;

namespace PersonaKit.Fuzz.Soak;

/// <summary>What a soak did and what it found.</summary>
internal sealed class SoakSummary
{
    public ConcurrentDictionary<string, int> Operations { get; } = new();

    public ConcurrentQueue<string> Violations { get; } = new();

    public int Kills { get; set; }

    public int Said { get; set; }

    public int Forgotten { get; set; }

    /// <summary>Marks that were to be forgotten and were found in a file.</summary>
    public IReadOnlyList<string> Remains { get; set; } = [];

    /// <summary>Marks that are to be kept and were found: none would mean that the scan cannot find anything.</summary>
    public int Kept { get; set; }

    public long PeakMemory { get; set; }

    public TimeSpan Duration { get; set; }

    private string OperationsText => string.Join(", ", Operations.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));

    public void Count(string operation) => Operations.AddOrUpdate(operation, 1, (_, count) => count + 1);

    public string ToText()
    {
        var text = new StringBuilder()
            .AppendLine($"{Duration.TotalMinutes:0.0} min, {Kills} kills, {Operations.Values.Sum()} operations ({OperationsText})")
            .Append($"{Said} texts said, {Forgotten} to be forgotten; in the files: {Remains.Count} of those, {Kept} of the others; ")
            .AppendLine($"most resident memory {PeakMemory / 1024 / 1024} MiB");
        foreach (var remains in Remains.Take(10))
        {
            text.AppendLine($"not forgotten: {remains}");
        }

        foreach (var violation in Violations.Take(10))
        {
            text.AppendLine($"violation: {violation}");
        }

        return text.ToString();
    }
}
