using PersonaKit.Core.Personas.Expiring;

namespace PersonaKit.Engine.Serving;

/// <summary>
/// The words of metrics and spans for what is an enumeration or a type here: lower case, and they stay when a member is renamed.
/// </summary>
internal static class MetricWords
{
    public static string NameOf(CacheState state) => state switch
    {
        CacheState.Hit => "hit",
        CacheState.Miss => "miss",
        CacheState.Stale => "stale",
        _ => "bypass",
    };

    public static string NameOf(PersonaOutcome outcome) => outcome switch
    {
        PersonaOutcome.Served or PersonaOutcome.Explained => "built",
        PersonaOutcome.UnknownPerson => "unknown_person",
        PersonaOutcome.NothingThen => "nothing_then",
        PersonaOutcome.MissingTraits => "missing_traits",
        PersonaOutcome.ForeignReceipt => "foreign_receipt",
        _ => "not_yet_visible",
    };

    public static string NameOf(ExpiryReason reason) => reason switch
    {
        ExpiryReason.TimeToLive => "time_to_live",
        ExpiryReason.TraitFades => "trait_fades",
        ExpiryReason.TimeWindow => "time_window",
        ExpiryReason.Countdown => "countdown",
        _ => "time_of_day",
    };
}
