namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>What only traits of one kind can be set to in a catalog: each kind that has settings derives its own.</summary>
public abstract record TraitSettings
{
    /// <summary>For the kinds that have no settings of their own.</summary>
    public static readonly TraitSettings None = new Nothing();

    private protected TraitSettings() { }

    /// <summary>These settings with what the catalog says; every key that the kind has is asked for, so that all others can be refused.</summary>
    public abstract TraitSettings Read(ITraitSettingSource source);

    /// <summary>What two settings have against each other; null for nothing.</summary>
    /// <param name="key">The trait's, for the message.</param>
    public abstract string? FindFault(string key);

    private sealed record Nothing : TraitSettings
    {
        public override TraitSettings Read(ITraitSettingSource source) => this;

        public override string? FindFault(string key) => null;
    }
}
