namespace PersonaKit.Fuzz.Soak;

/// <summary>An observation as its writer knows it.</summary>
/// <param name="IsSession">Feeds <c>work.focus_duration</c>; otherwise <c>notes.free</c>.</param>
internal sealed record SoakObservation(string Id, string Marker, bool IsSession)
{
    public bool IsRetracted { get; set; }

    /// <summary>Retracted by a request of its own, which is an entry of the history; a correction is none.</summary>
    public bool HasRetraction { get; set; }

    public string Content => IsSession
        ? $$"""{"duration_minutes":60,"productivity_score":4,"interruptions":1,"note":"{{Marker}}"}"""
        : $$"""{"trait":"notes.free","value":"{{Marker}}"}""";

    public string Type => IsSession ? "work_session" : "assertion";
}
