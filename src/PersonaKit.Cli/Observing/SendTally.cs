namespace PersonaKit.Cli.Observing;

/// <summary>Counts the results of the observations sent so far.</summary>
internal sealed class SendTally(int total)
{
    public int Total => total;

    public int Accepted { get; set; }

    public int Duplicates { get; set; }

    public int Refused { get; set; }

    public int Done => Accepted + Duplicates + Refused;

    /// <summary>The receipt of the newest write; null before the first accepted observation.</summary>
    public string? Receipt { get; set; }

    public override string ToString() => $"{Total} observations: {Accepted} accepted, {Duplicates} known already, {Refused} refused";
}
