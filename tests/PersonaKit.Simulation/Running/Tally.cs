namespace PersonaKit.Simulation.Running;

/// <summary>What runs did, so that one that did nothing cannot pass.</summary>
internal sealed class Tally
{
    public long Schedules { get; set; }

    public long Posts { get; set; }

    public long Retractions { get; set; }

    public long Erases { get; set; }

    public long Served { get; set; }

    public long Hits { get; set; }

    public long Crashes { get; set; }

    public long Outages { get; set; }

    /// <summary>Of all runs, whatever their order: another process that runs the same seeds must have the same.</summary>
    public ulong Trace { get; set; }

    public void Add(Tally other)
    {
        Trace ^= other.Trace;
        Schedules += other.Schedules;
        Posts += other.Posts;
        Retractions += other.Retractions;
        Erases += other.Erases;
        Served += other.Served;
        Hits += other.Hits;
        Crashes += other.Crashes;
        Outages += other.Outages;
    }

    public override string ToString() =>
        $"{Schedules} schedules: {Posts} posts, {Retractions} retractions, {Erases} erases, {Served} personas served "
        + $"({Hits} from their rows), {Crashes} attempts cut off by a crash, {Outages} by an outage";
}
