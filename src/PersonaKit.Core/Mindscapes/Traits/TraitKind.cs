using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// What a trait keeps of its observations, and so what can be read from it. All that depends on the kind of a trait is a member here or
/// of its <see cref="TraitState"/>: no other code branches on the kind. To add a kind, derive both (the compiler names the members that
/// they lack) and list the kind in <see cref="All"/>.
/// </summary>
public abstract class TraitKind
{
    /// <summary>A number that varies around a mean.</summary>
    public static readonly TraitKind Quantity = new QuantityKind();

    /// <summary>One of several words; the one with most evidence wins.</summary>
    public static readonly TraitKind Category = new CategoryKind();

    /// <summary>Several words at once, the strongest first.</summary>
    public static readonly TraitKind Tags = new TagsKind();

    /// <summary>A score over the 24 local hours of a day.</summary>
    public static readonly TraitKind Rhythm = new RhythmKind();

    /// <summary>Any JSON value; the newest stands.</summary>
    public static readonly TraitKind Fact = new FactKind();

    /// <summary>Every kind, in the order of the documentation.</summary>
    public static readonly ImmutableArray<TraitKind> All = [Quantity, Category, Tags, Rhythm, Fact];

    private protected TraitKind() { }

    /// <summary>The word for it in catalogs and answers.</summary>
    public abstract string Name { get; }

    /// <summary>What it keeps, in a few words.</summary>
    public abstract string Summary { get; }

    /// <summary>What only traits of this kind can be set to, with the defaults.</summary>
    public abstract TraitSettings Settings { get; }

    /// <summary>True when a feed names hours and scores for it; false when a feed's value is kept, through bands or a lookup or as it is.</summary>
    public abstract bool IsFedByHours { get; }

    /// <summary>True when the values of bands and lookups are words as they are written, also where YAML takes "yes" for a boolean.</summary>
    public abstract bool ReadsScalarsAsWords { get; }

    /// <summary>The kind of this name; null when there is none.</summary>
    public static TraitKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>What <see cref="Fit"/> takes, in words for the sender of a value that does not fit.</summary>
    public abstract string Expectation(TraitDefinition trait);

    /// <summary>What can be read from such a trait, in words for the author of a path that leads nowhere.</summary>
    public abstract string DescribeParts(TraitDefinition trait);

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;

    /// <summary>A trait without observations.</summary>
    internal abstract TraitState Start(TraitDefinition trait);

    /// <summary>A stated value in the form the trait keeps; null when it does not fit.</summary>
    internal abstract Statement? Fit(TraitDefinition trait, DataValue value);

    /// <summary>True when the path below the trait leads to something for some person. The trait itself and its count are everybody's.</summary>
    internal abstract bool CanDescend(TraitDefinition trait, string[] path);

    /// <summary>The words that can stand at the path below the trait, where they are all known; else none.</summary>
    internal abstract ImmutableArray<string> WordsAt(TraitDefinition trait, string[] path);

    /// <summary>True when stating the part at the path states the trait; else a trait that is read from the part cannot be stated.</summary>
    internal abstract bool IsStatedThrough(string[] path);
}
