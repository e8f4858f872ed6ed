namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>A score for some local hours of the day: bit <c>h</c> of <paramref name="Hours"/> stands for the hour from h:00 to h+1:00.</summary>
internal readonly record struct HourScore(uint Hours, double Score);
