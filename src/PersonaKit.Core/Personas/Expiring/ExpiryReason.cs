namespace PersonaKit.Core.Personas.Expiring;

/// <summary>What may end a persona.</summary>
public enum ExpiryReason
{
    /// <summary>The mapper's time to live is over.</summary>
    TimeToLive,

    /// <summary>A trait that is shown or read fades.</summary>
    TraitFades,

    /// <summary>A time check's answer changes.</summary>
    TimeWindow,

    /// <summary>A <c>within_minutes</c> check's answer changes.</summary>
    Countdown,

    /// <summary>The part of the day that the persona states is over.</summary>
    TimeOfDay,
}
