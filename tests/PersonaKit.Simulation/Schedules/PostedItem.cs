namespace PersonaKit.Simulation.Schedules;

/// <summary>One observation of a post.</summary>
/// <param name="Id">Two posts of one id are a retry when the variant is the same and a conflict when it is not.</param>
/// <param name="Variant">What it says.</param>
/// <param name="Corrects">The id of the observation it takes the place of.</param>
internal sealed record PostedItem(int Id, int Variant, int? Corrects)
{
    /// <summary>From here on ids are votes.</summary>
    public const int FirstVote = 100;

    public override string ToString() => $"o{Id}v{Variant}{(Corrects is { } corrected ? $"->o{corrected}" : "")}";
}
