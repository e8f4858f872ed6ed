namespace PersonaKit.Core.Mindscapes;

/// <summary>What traits exist and how observations feed them.</summary>
public sealed class TraitCatalog
{
    private readonly Dictionary<string, DerivedTrait> _derived = [];

    public string Hash { get; } = "";

    internal IEnumerable<string> DerivedKeys => _derived.Keys;

    internal DerivedTrait? FindDerived(string key) => _derived.GetValueOrDefault(key);
}
