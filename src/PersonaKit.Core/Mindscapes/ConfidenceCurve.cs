namespace PersonaKit.Core.Mindscapes;

/// <summary>
/// How a trait's confidence runs from its last observation on: <c>agreement × (1 − exp(−evidence × 2^(−age / half_life)))</c>. It only falls, so
/// there is one instant at which it passes the floor.
/// </summary>
/// <param name="Agreement">The winner's share of the evidence for a category, 1 for every other kind. 0 to 1.</param>
/// <param name="Evidence">Σ of decayed evidence in nats, at <paramref name="Since"/>.</param>
/// <param name="Since">The last observation, on the grid of <paramref name="Resolution"/>.</param>
/// <param name="HalfLife">The time in which evidence halves.</param>
/// <param name="Resolution">Age is counted in whole steps of this; zero counts it continuously.</param>
/// <param name="Floor">Below it the trait is faded.</param>
public readonly record struct ConfidenceCurve(
    double Agreement, double Evidence, DateTimeOffset Since, TimeSpan HalfLife, TimeSpan Resolution, double Floor)
{
    /// <summary>0 to 1, rounded to three decimals. Before the last observation it is what it was at that observation.</summary>
    public double At(DateTimeOffset at)
    {
        var age = OnGrid(at, Resolution) - Since;
        var decayed = age > TimeSpan.Zero ? Evidence * Math.Pow(2, -(double)age.Ticks / HalfLife.Ticks) : Evidence;
        return Rounding.Publish(Agreement * (1 - Math.Exp(-decayed)));
    }

    /// <summary>The first instant at which the trait is faded: in the past for one that never was above its floor, null for one that never fades.</summary>
    public DateTimeOffset? FadesAt
    {
        get
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

    public bool IsFadedAt(DateTimeOffset at) => FadesAt is { } fades && at >= fades;

    internal static DateTimeOffset OnGrid(DateTimeOffset at, TimeSpan resolution) =>
        resolution > TimeSpan.Zero ? new DateTimeOffset(at.UtcTicks - (at.UtcTicks % resolution.Ticks), TimeSpan.Zero) : at;
}
