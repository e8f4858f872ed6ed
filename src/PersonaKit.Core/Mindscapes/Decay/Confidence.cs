namespace PersonaKit.Core.Mindscapes.Decay;

/// <summary>How sure an observation or a trait is: a number from 0 to 1.</summary>
public readonly record struct Confidence
{
    private Confidence(double value) => Value = value;

    /// <summary>The number, 0 to 1.</summary>
    public double Value { get; }

    /// <summary>
    /// Evidence in nats, <c>−ln(1 − min(c, 0.99))</c>: evidence of several observations adds up, and <c>1 − exp(−e)</c> of a single one is its
    /// confidence again. The cap keeps a certainty from being infinite (and so from never fading).
    /// </summary>
    public double Evidence => -Math.Log(1 - Math.Min(Value, 0.99));

    /// <summary>Creates a confidence; false when <paramref name="value"/> is not between 0 and 1 or is not a number.</summary>
    public static bool TryCreate(double value, out Confidence confidence)
    {
        var valid = value is >= 0 and <= 1;
        confidence = valid ? new Confidence(value) : default;
        return valid;
    }

    /// <summary>The confidence of a number from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not between 0 and 1.</exception>
    public static Confidence Of(double value) =>
        TryCreate(value, out var confidence) ? confidence : throw new ArgumentOutOfRangeException(nameof(value), value, "a confidence lies between 0 and 1");
}
