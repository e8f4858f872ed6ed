using System.Collections.Concurrent;
using System.Text;
using PersonaKit.Fuzz.Judging;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Running;

/// <summary>What a run sent, and what came back.</summary>
internal sealed class FuzzSummary(FuzzOptions options)
{
    private readonly ConcurrentDictionary<string, int> _statuses = new();
    private readonly ConcurrentDictionary<string, int> _operations = new();
    private readonly ConcurrentDictionary<string, int> _unbent = new();
    private readonly ConcurrentDictionary<string, int> _known = new();
    private readonly ConcurrentQueue<Finding> _findings = new();
    private long _slowest;

    public int Sent => _operations.Values.Sum();

    /// <summary>Answers that took longer than allowed once and not when the request was repeated alone.</summary>
    public int SlowOnce { get; set; }

    public long PeakMemory { get; set; }

    public TimeSpan Duration { get; set; }

    public IReadOnlyCollection<Finding> Findings => _findings;

    public IReadOnlyDictionary<string, int> Operations => _operations;

    public IReadOnlyDictionary<string, int> Statuses => _statuses;

    public void Count(Exchange exchange)
    {
        _operations.AddOrUpdate(exchange.Request.Operation.Id, 1, (_, count) => count + 1);
        _statuses.AddOrUpdate(exchange.Answer is { } answer ? $"{answer.Status}" : "none", 1, (_, count) => count + 1);
        if (exchange.Request is { Tricks: [], Framed: null })
        {
            _unbent.AddOrUpdate($"{exchange.Request.Operation.Id} {exchange.Answer?.Status}", 1, (_, count) => count + 1);
        }

        InterlockedMax(ref _slowest, (long)exchange.Elapsed.TotalMilliseconds);
    }

    public void Count(KnownFinding known) => _known.AddOrUpdate($"{known.Name} ({known.Issue})", 1, (_, count) => count + 1);

    public void Add(Finding finding) => _findings.Enqueue(finding);

    public string ToText()
    {
        var text = new StringBuilder()
            .Append($"seed {options.Seed}: {Sent} requests to {_operations.Count} operations in {Duration.TotalSeconds:0.0} s, ")
            .AppendLine($"{_findings.Count} findings")
            .AppendLine($"answers: {Listed(_statuses)}")
            .AppendLine($"of those to requests that were left valid: {Listed(_unbent)}")
            .Append($"slowest answer {_slowest} ms, slow or cut off once and not again {SlowOnce}, ")
            .AppendLine($"most resident memory {PeakMemory / 1024 / 1024} MiB of {options.MemoryLimit / 1024 / 1024}");
        foreach (var known in _known.OrderBy(known => known.Key))
        {
            text.AppendLine($"known: {known.Key}: {known.Value}x");
        }

        foreach (var finding in _findings)
        {
            text.Append(finding.ToText(options.Seed));
        }

        return text.ToString();
    }

    private static string Listed(IEnumerable<KeyValuePair<string, int>> counts) =>
        string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Key} {count.Value}x"));

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen; seen = Interlocked.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
