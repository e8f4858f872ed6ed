namespace PersonaKit.Benchmarks.Http;

internal readonly record struct LoadResult(double PerSecond, double P99Milliseconds, long Refused)
{
    /// <summary>The run in the middle, by rate: one disturbed run does not decide.</summary>
    public static LoadResult Median(IEnumerable<LoadResult> runs)
    {
        var sorted = runs.OrderBy(run => run.PerSecond).ToArray();
        return new LoadResult(
            sorted[sorted.Length / 2].PerSecond,
            sorted.Select(run => run.P99Milliseconds).Order().ElementAt(sorted.Length / 2),
            sorted.Sum(run => run.Refused));
    }
}
