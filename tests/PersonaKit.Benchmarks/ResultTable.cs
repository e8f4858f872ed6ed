namespace PersonaKit.Benchmarks;

/// <summary>What was measured, against what, and what was aimed at; printed as the Markdown table of docs/benchmarks.md.</summary>
internal sealed class ResultTable
{
    private readonly List<(string What, string Measured, string Against, string Ratio, string Aim, bool Met)> _rows = [];

    public void Add(string what, string measured, string against, string ratio, string aim, bool met) =>
        _rows.Add((what, measured, against, ratio, aim, met));

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| what | measured | against | ratio | aim | |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var (what, measured, against, ratio, aim, met) in _rows)
        {
            output.WriteLine($"| {what} | {measured} | {against} | {ratio} | {aim} | {(met ? "met" : "**missed**")} |");
        }
    }
}
