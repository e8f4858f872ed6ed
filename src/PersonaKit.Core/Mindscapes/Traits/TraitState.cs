namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>The mergeable statistics of one trait.</summary>
internal abstract class TraitState
{
    public required TraitDefinition Definition { get; init; }

    public abstract PublishedTrait Publish();
}
