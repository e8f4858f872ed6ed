using PersonaKit.Core.Personas.Conditions;

namespace PersonaKit.Core.Personas.Expiring;

/// <summary>An instant after the persona's own at which something it was built from may say something else; the earliest of all ends it.</summary>
/// <param name="At">The instant.</param>
/// <param name="Reason">What happens then.</param>
/// <param name="Subject">The trait's key or the context field it happens to; empty for the others.</param>
/// <param name="Window">The window that opens or closes, for those that have one.</param>
public sealed record ExpiryCandidate(DateTimeOffset At, ExpiryReason Reason, string Subject, TimeWindow? Window);
