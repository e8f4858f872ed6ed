using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Projection;

namespace PersonaKit.Benchmarks.Domain;

/// <summary>The two pure functions everything else waits for.</summary>
[MemoryDiagnoser]
public class DomainBenchmarks
{
    private readonly Mindscape _mindscape = Samples.TwentyTraits();
    private readonly Observation[] _session = [Samples.Session(Samples.Now.AddHours(-1), 50, 4, 1, "fresh")];
    private readonly PersonaContext _context = PersonaContext.Empty;
    private Persona _persona = null!;

    [GlobalSetup]
    public void Setup() => _persona = ((ProjectionOutcome.Built)Project()).Persona;

    [Benchmark]
    public ProjectionOutcome Project() => PersonaProjection.Project(_mindscape, Samples.Mapper, 1, _context, Samples.Now);

    [Benchmark]
    public byte[] Write() => PersonaJson.Write(_persona);

    [Benchmark]
    public Mindscape? Fold() => MindscapeFold.TryApply(_mindscape, _session, Samples.Catalog);

    internal static void Run(ResultTable table)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(4).WithIterationCount(12))
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithOptions(ConfigOptions.DisableLogFile | ConfigOptions.DisableOptimizationsValidator);
        foreach (var report in BenchmarkRunner.Run<DomainBenchmarks>(config).Reports)
        {
            var microseconds = report.ResultStatistics!.Median / 1000;
            var kibibytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)!.Value / 1024d;
            var (what, time, memory) = report.BenchmarkCase.Descriptor.WorkloadMethod.Name switch
            {
                nameof(Project) => ("projection of `daily_work_optimizer`, 20 traits", 15d, 10d),
                nameof(Fold) => ("folding one work session into 20 traits", 5d, double.PositiveInfinity),
                _ => ("writing that persona as JSON", double.PositiveInfinity, double.PositiveInfinity),
            };
            var aim = double.IsFinite(time) ? $"≤ {time} µs{(double.IsFinite(memory) ? $", ≤ {memory} KB" : "")}" : "–";
            table.Add(what, $"{microseconds:0.0} µs, {kibibytes:0.0} KB", "–", "–", aim, microseconds <= time && kibibytes <= memory);
        }
    }
}
