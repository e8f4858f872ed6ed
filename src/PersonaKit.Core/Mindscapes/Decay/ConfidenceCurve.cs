namespace PersonaKit.Core.Mindscapes.Decay;

/// <summary>
/// The confidence of a trait as a function of time since its last observation: <c>agreement × (1 − exp(−evidence × 2^(−age / half_life)))</c>. It only falls, so
/// there is one instant at which it passes the floor.
/// </summary>
public sealed record ConfidenceCurve
{
    /// <summary>A curve through the state of a trait at its last observation.</summary>
    /// <param name="agreement">The winner's share of the evidence for a category, 1 for every other kind. 0 to 1.</param>
    /// <param name="evidence">Σ of decayed evidence in nats, at <paramref name="since"/>.</param>
    /// <param name="since">The last observation, on the grid of <paramref name="resolution"/>.</param>
    /// <param name="halfLife">The time in which evidence halves.</param>
    /// <param name="resolution">Age is counted in whole steps of this; zero counts it continuously.</param>
    /// <param name="floor">Below it the trait is faded.</param>
    public ConfidenceCurve(double agreement, double evidence, DateTimeOffset since, TimeSpan halfLife, TimeSpan resolution, double floor)
    {
        Agreement = agreement;
        Evidence = evidence;
        Since = since;
        HalfLife = halfLife;
        Resolution = resolution;
        Floor = floor;
        FadesAt = FindFade();
    }

    /// <summary>The winner's share of the evidence for a category, 1 for every other kind; 0 to 1.</summary>
    public double Agreement { get; }

    /// <summary>The decayed evidence at <see cref="Since"/>, in nats.</summary>
    public double Evidence { get; }

    /// <summary>The last observation, rounded down to a multiple of <see cref="Resolution"/>.</summary>
    public DateTimeOffset Since { get; }

    /// <summary>The time in which the evidence halves.</summary>
    public TimeSpan HalfLife { get; }

    /// <summary>The step in which age is counted; zero for continuous aging.</summary>
    public TimeSpan Resolution { get; }

    /// <summary>The confidence below which the trait is faded, 0 to 1.</summary>
    public double Floor { get; }

    /// <summary>The first instant at which the trait is faded: in the past for one that never was above its floor, null for one that never fades.</summary>
    public DateTimeOffset? FadesAt { get; }

    /// <summary>0 to 1, rounded to three decimals. Before the last observation it is what it was at that observation.</summary>
    public double At(DateTimeOffset at) => TermsAt(at).Confidence;

    /// <summary>The confidence at an instant and the numbers it was computed from.</summary>
    public ConfidenceTerms TermsAt(DateTimeOffset at)
    {
        var passed = OnGrid(at, Resolution) - Since;
        var age = passed > TimeSpan.Zero ? passed : TimeSpan.Zero;
        var decayed = Evidence * Math.Pow(2, -(double)age.Ticks / HalfLife.Ticks);
        var exact = Agreement * (1 - Math.Exp(-decayed));
        return new(age, decayed, exact, Rounding.Publish(exact));
    }

    /// <summary>True from <see cref="FadesAt"/> on.</summary>
    public bool IsFadedAt(DateTimeOffset at) => FadesAt is { } fades && at >= fades;

    internal static DateTimeOffset OnGrid(DateTimeOffset at, TimeSpan resolution) =>
        resolution > TimeSpan.Zero ? new DateTimeOffset(at.UtcTicks - (at.UtcTicks % resolution.Ticks), TimeSpan.Zero) : at;

    private DateTimeOffset? FindFade()
    {
        if (Floor <= 0)
        {
            return null;
        }

        if (Agreement <= Floor)
        {
            return DateTimeOffset.MinValue;
        }

        var enough = -Math.Log(1 - (Floor / Agreement));
        if (Evidence < enough)
        {
            return DateTimeOffset.MinValue;
        }

        var ticks = HalfLife.Ticks * Math.Log2(Evidence / enough);
        if (ticks >= (DateTimeOffset.MaxValue - Since).Ticks - (2d * TimeSpan.TicksPerDay))
        {
            return null;
        }

        // The next whole step: a millisecond for a continuous trait, so that the instant survives every store.
        var step = Resolution > TimeSpan.Zero ? Resolution.Ticks : TimeSpan.TicksPerMillisecond;
        var fades = Since.UtcTicks + (long)ticks;
        return new DateTimeOffset(((fades / step) + 1) * step, TimeSpan.Zero);
    }
}
