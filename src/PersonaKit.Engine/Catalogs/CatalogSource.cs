using PersonaKit.Core.Mindscapes.Catalogs;

namespace PersonaKit.Engine.Catalogs;

/// <summary>
/// The trait catalog that this instance goes by: the files' at the start, then the one that is published in the store, which <see
/// cref="Serving.MapperRegistry"/> follows. Whoever needs a catalog twice in one operation takes it once.
/// </summary>
public sealed class CatalogSource
{
    private readonly Lock _gate = new();
    private volatile TraitCatalog _current;
    private Action<TraitCatalog>? _followers;
    private bool _isPublished;

    /// <summary>Creates a source that starts with <paramref name="initial"/>.</summary>
    public CatalogSource(TraitCatalog initial) => _current = initial;

    /// <summary>The catalog to go by now.</summary>
    public TraitCatalog Current => _current;

    /// <summary>A source that always has this catalog.</summary>
    public static implicit operator CatalogSource(TraitCatalog catalog) => new(catalog);

    /// <summary>Calls <paramref name="follow"/> with every catalog that is published from now on, and now if one is already.</summary>
    public void Follow(Action<TraitCatalog> follow)
    {
        lock (_gate)
        {
            _followers += follow;
            if (_isPublished)
            {
                follow(_current);
            }
        }
    }

    /// <summary>
    /// Takes the catalog that every instance goes by. Publishing the current one again has no effect but for the first time.
    /// </summary>
    internal void Publish(TraitCatalog catalog)
    {
        lock (_gate)
        {
            if (_isPublished && catalog.Hash == _current.Hash)
            {
                return;
            }

            (_current, _isPublished) = (catalog, true);
            _followers?.Invoke(catalog);
        }
    }
}
