namespace PersonaKit.Azure.Mindscapes;

/// <summary>Numbers of the journal pages that an erased history has, or that a fold which was under way may still write: both ends included.</summary>
internal sealed record ErasedPages(int First, int Last);
