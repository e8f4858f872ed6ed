using System.Numerics;
using PersonaKit.Core.Mindscapes.Decay;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// Evidence on the calendar of a half-life: <c>nats × 2^(t / half_life)</c>, split into whole half-lives and a fixed-point amount of
/// 2^−32 nats, which already holds the fraction of the half-life.
/// </summary>
internal readonly record struct EvidenceWeight(long Index, long Amount)
{
    private const int FractionBits = 32;

    public static EvidenceWeight Of(double nats, DateTimeOffset observedAt, TraitDefinition trait)
    {
        var ticks = ConfidenceCurve.OnGrid(observedAt, trait.Resolution).UtcTicks;
        var (index, rest) = Math.DivRem(ticks, trait.HalfLife.Ticks);
        return new(index, (long)Math.Round(nats * Math.Pow(2, (double)rest / trait.HalfLife.Ticks) * (1L << FractionBits)));
    }

    /// <summary>What a sum of such weights comes to at an instant, in nats.</summary>
    public static double NatsAt(in DecayedSum sum, DateTimeOffset at, TraitDefinition trait)
    {
        if (sum.IsEmpty)
        {
            return 0;
        }

        var (index, rest) = Math.DivRem(ConfidenceCurve.OnGrid(at, trait.Resolution).UtcTicks, trait.HalfLife.Ticks);
        var exponent = (DecayedSum.BlockSize * (sum.Block - 2)) - FractionBits - index;
        return Math.ScaleB((double)sum.InWindowOf(sum.Block), (int)Math.Clamp(exponent, int.MinValue / 2, int.MaxValue / 2))
            * Math.Pow(2, -(double)rest / trait.HalfLife.Ticks);
    }

    /// <summary>A measured number as an integer of thousandths, so that its weighted sums are exact.</summary>
    public static long ToThousandths(double value) => (long)Math.Round(value * 1000, MidpointRounding.AwayFromZero);

    /// <summary>The weighted mean of numbers that were added as <see cref="ToThousandths"/> × amount; both sums cover the same window.</summary>
    public static double Mean(BigInteger weighted, BigInteger weights) =>
        weights.IsZero ? 0 : Rounding.Publish((double)weighted / (double)weights / 1000);
}
