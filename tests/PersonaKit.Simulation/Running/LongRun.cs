using System.Collections.Concurrent;
using System.Diagnostics;
using PersonaKit.Simulation.Schedules;

namespace PersonaKit.Simulation.Running;

/// <summary>Many schedules from the command line. Prints every failure with its shrunken schedule, and what was done.</summary>
internal static class LongRun
{
    public static int Start(string[] args)
    {
        var (schedules, from) = (Number(args, "--schedules", 500), Number(args, "--from", 1));
        var (started, tally, failures) = (Stopwatch.GetTimestamp(), new Tally(), new ConcurrentBag<ulong>());
        Parallel.For(
            from,
            from + schedules,
            () => new Tally(),
            (seed, _, mine) =>
            {
                var run = ScheduleRun.Of(ScheduleGenerator.Of((ulong)seed));
                mine.Add(run.Tally);
                if (run.Broken is not null)
                {
                    failures.Add((ulong)seed);
                }

                return mine;
            },
            mine =>
            {
                lock (tally)
                {
                    tally.Add(mine);
                }
            });
        Console.WriteLine(tally);
        Console.WriteLine(
            $"seeds {from} to {from + schedules - 1} in {Stopwatch.GetElapsedTime(started).TotalSeconds:f0} s, "
            + $"{failures.Count} failed, trace {tally.Trace:x16}");
        if (!failures.IsEmpty)
        {
            Console.WriteLine($"failed: {string.Join(' ', failures.Order().Take(50))}");
        }

        foreach (var seed in failures.Order().Take((int)Number(args, "--shown", 5)))
        {
            Console.WriteLine();
            Console.WriteLine(FailureReport.Of(ScheduleGenerator.Of(seed)));
        }

        return failures.IsEmpty ? 0 : 1;
    }

    private static long Number(string[] args, string option, long otherwise) =>
        Array.IndexOf(args, option) is var place and >= 0 && place + 1 < args.Length ? long.Parse(args[place + 1]) : otherwise;
}
