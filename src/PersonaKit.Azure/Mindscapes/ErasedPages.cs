namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// The journal pages to delete after an erase, from first to last inclusive. A fold that runs during the erase may still write some of
/// them.
/// </summary>
internal sealed record ErasedPages(int First, int Last);
