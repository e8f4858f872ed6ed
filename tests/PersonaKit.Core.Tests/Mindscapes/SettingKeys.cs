using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;

namespace PersonaKit.Core.Tests.Mindscapes;

/// <summary>Remembers which keys a kind asks a catalog for.</summary>
internal sealed class SettingKeys : ITraitSettingSource
{
    private readonly List<string> _asked = [];

    public static IReadOnlyList<string> Of(TraitKind kind)
    {
        var keys = new SettingKeys();
        kind.Settings.Read(keys);
        return keys._asked;
    }

    public double? Number(string key, double least, double most)
    {
        _asked.Add(key);
        return null;
    }

    public ImmutableArray<string> Words(string key)
    {
        _asked.Add(key);
        return [];
    }
}
