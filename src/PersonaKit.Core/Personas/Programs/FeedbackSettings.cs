namespace PersonaKit.Core.Personas.Programs;

/// <summary>How far and how fast feedback moves the weight of a rule for one person.</summary>
public sealed record FeedbackSettings
{
    public static readonly FeedbackSettings Default = new();

    /// <summary>So many unhelpful votes within the window lower the weight.</summary>
    public int NegativeThreshold { get; init; } = 5;

    public int NegativeWindowDays { get; init; } = 7;

    /// <summary>0 to 10; a helpful vote multiplies the weight by one plus this.</summary>
    public double PositiveAdjustment { get; init; } = 0.1;

    /// <summary>-1 to 0; enough unhelpful votes multiply the weight by one plus this.</summary>
    public double NegativeAdjustment { get; init; } = -0.2;

    public double MaxWeight { get; init; } = 2.0;

    public double MinWeight { get; init; } = 0.5;
}
