namespace PersonaKit.Cli.Observing;

/// <summary>What became of the observations so far.</summary>
internal sealed class SendTally(int total)
{
    public int Total => total;

    public int Accepted { get; set; }

    public int Duplicates { get; set; }

    public int Refused { get; set; }

    public int Done => Accepted + Duplicates + Refused;

    /// <summary>Of the newest write; null while nothing was taken.</summary>
    public string? Receipt { get; set; }

    public override string ToString() => $"{Total} observations: {Accepted} accepted, {Duplicates} known already, {Refused} refused";
}
