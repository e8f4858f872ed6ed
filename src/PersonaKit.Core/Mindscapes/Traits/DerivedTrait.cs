namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>A trait that is read from another one instead of being stored twice.</summary>
internal sealed record DerivedTrait(string Key, string SourceKey, string[] Path)
{
    public PublishedTrait? From(PublishedTrait source) =>
        source.Descend(Path) is { } value
            ? source with { Key = Key, Kind = TraitKind.Fact, Value = value, Detail = Values.DataValue.Map.Empty, DerivedFrom = $"{SourceKey}.{string.Join('.', Path)}" }
            : null;
}
