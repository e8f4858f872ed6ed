using System.Collections.Immutable;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <param name="Words">The words a category may take; empty allows any.</param>
internal sealed record CategorySettings(ImmutableArray<string> Words) : TraitSettings
{
    public bool Allows(string word) => Words.IsEmpty || Words.Contains(word);

    public override TraitSettings Read(ITraitSettingSource source) => new CategorySettings(source.Words("values"));

    public override string? FindFault(string key) => null;
}
