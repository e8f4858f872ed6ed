namespace PersonaKit.Core.Personas.Programs;

/// <summary>How far and how fast feedback moves the weight of a rule for one person.</summary>
public sealed record FeedbackSettings
{
    /// <summary>The settings of a mapper that states none.</summary>
    public static readonly FeedbackSettings Default = new();

    /// <summary>The number of unhelpful votes within the window that lowers the weight.</summary>
    public int NegativeThreshold { get; init; } = 5;

    /// <summary>The length of the window, in days.</summary>
    public int NegativeWindowDays { get; init; } = 7;

    /// <summary>0 to 10; a helpful vote multiplies the weight by one plus this.</summary>
    public double PositiveAdjustment { get; init; } = 0.1;

    /// <summary>-1 to 0; enough unhelpful votes multiply the weight by one plus this.</summary>
    public double NegativeAdjustment { get; init; } = -0.2;

    /// <summary>The weight above which a helpful vote does not raise it.</summary>
    public double MaxWeight { get; init; } = 2.0;

    /// <summary>The weight below which an unhelpful vote does not lower it.</summary>
    public double MinWeight { get; init; } = 0.5;
}
