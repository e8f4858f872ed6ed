using System.Collections.Immutable;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>A trait's entry in a catalog, read by the keys that only its kind has. What is wrong at a key the source reports itself.</summary>
public interface ITraitSettingSource
{
    /// <summary>Null when the key is absent, or what stands there is no number of this range.</summary>
    double? Number(string key, double least, double most);

    /// <summary>Empty when the key is absent.</summary>
    ImmutableArray<string> Words(string key);
}
