using System.Collections.Frozen;
using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Extraction;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Mindscapes.Voting;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Catalogs;

/// <summary>
/// What traits exist and how observations feed them: data, read from YAML by PersonaKit.Language. A key that ends in <c>.*</c> (or is
/// <c>*</c>) describes every trait below it that is asserted without being listed.
/// </summary>
public sealed class TraitCatalog
{
    private readonly FrozenDictionary<string, TraitDefinition> _listed;
    private readonly ImmutableArray<TraitDefinition> _patterns;
    private readonly FrozenDictionary<string, DerivedTrait> _derived;
    private readonly FrozenDictionary<string, ObservationRule> _rules;

    internal TraitCatalog(
        IReadOnlyCollection<TraitDefinition> definitions,
        IEnumerable<DerivedTrait> derived,
        IReadOnlyDictionary<string, ObservationRule> rules,
        string hash)
    {
        Definitions = [.. definitions];
        _listed = definitions.Where(definition => !IsPattern(definition.Key)).ToFrozenDictionary(definition => definition.Key, StringComparer.Ordinal);
        _patterns = [.. definitions.Where(definition => IsPattern(definition.Key)).OrderByDescending(definition => definition.Key.Length)];
        _derived = derived.ToFrozenDictionary(trait => trait.Key, StringComparer.Ordinal);
        _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        Hash = hash;
    }

    /// <summary>The listed traits and patterns, in the order of the file.</summary>
    public ImmutableArray<TraitDefinition> Definitions { get; }

    /// <summary>The traits that are read from others, with the path each is read from, in ordinal order.</summary>
    public IEnumerable<(string Key, string From)> Derived =>
        _derived.Values.OrderBy(trait => trait.Key, StringComparer.Ordinal).Select(trait => (trait.Key, $"{trait.SourceKey}.{string.Join('.', trait.Path)}"));

    /// <summary>The observation types that feed traits, in ordinal order; assertions are always among them.</summary>
    public IEnumerable<string> ObservationTypes => _rules.Keys.Append(Assertion.Type).Order(StringComparer.Ordinal);

    /// <summary>A digest of everything the catalog says, and of the way it is applied.</summary>
    public string Hash { get; }

    internal IEnumerable<string> DerivedKeys => _derived.Keys;

    /// <summary>
    /// Adds a fault for everything in the draft that the catalog says must be otherwise. A type it does not know has nothing to be wrong.
    /// </summary>
    public void Validate(ObservationDraft draft, DateTimeOffset now, List<Fault> faults)
    {
        if (draft.Type == Assertion.Type)
        {
            Assertion.Validate(draft, this, faults);
        }
        else if (draft.Type == FeedbackContent.Type)
        {
            FeedbackContent.Validate(draft.Content, $"{draft.Pointer}/content", faults);
        }
        else if (_rules.TryGetValue(draft.Type, out var rule))
        {
            rule.Validate(draft, now, faults);
        }
    }

    /// <summary>The traits an observation feeds, in ordinal order; empty for one that nothing maps.</summary>
    public ImmutableArray<string> TraitsFedBy(Observation observation)
    {
        var evidence = new List<Evidence>();
        var zones = ZoneTimeline.Empty;
        Extract(observation, ref zones, evidence);
        var keys = ImmutableArray.CreateBuilder<string>(evidence.Count);
        foreach (var item in evidence)
        {
            // A handful at most: each goes to its place.
            var place = keys.Count;
            while (place > 0 && string.CompareOrdinal(keys[place - 1], item.Trait.Key) > 0)
            {
                place--;
            }

            if (place == 0 || keys[place - 1] != item.Trait.Key)
            {
                keys.Insert(place, item.Trait.Key);
            }
        }

        return keys.DrainToImmutable();
    }

    /// <summary>The definition a trait key goes by: its own, or that of the longest pattern above it.</summary>
    internal TraitDefinition? FindDefinition(string key)
    {
        if (_listed.TryGetValue(key, out var listed))
        {
            return listed;
        }

        foreach (var pattern in _patterns)
        {
            if (key.StartsWith(pattern.Key.AsSpan(0, pattern.Key.Length - 1), StringComparison.Ordinal))
            {
                return pattern with { Key = key };
            }
        }

        return null;
    }

    /// <summary>
    /// The trait an assertion of this key goes to: peak hours that are read from a rhythm are stated as that rhythm's high hours.
    /// </summary>
    internal TraitDefinition? FindForAssertion(string key) =>
        FindDerived(key) is { } derived ? FindDefinition(derived.SourceKey) : FindDefinition(key);

    /// <summary>The listed trait inside whose published value the key lies, and which therefore owns it.</summary>
    internal string? FindOwner(string key)
    {
        if (_derived.TryGetValue(key, out var derived))
        {
            return IsStatable(derived) ? null : derived.SourceKey;
        }

        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1))
        {
            if (_listed.ContainsKey(key[..dot]) || _derived.ContainsKey(key[..dot]))
            {
                return key[..dot];
            }
        }

        return null;
    }

    /// <summary>The trait the file lists under this very key; patterns do not count.</summary>
    internal TraitDefinition? FindListed(string key) => _listed.GetValueOrDefault(key);

    internal DerivedTrait? FindDerived(string key) => _derived.GetValueOrDefault(key);

    internal void Extract(Observation observation, ref ZoneTimeline zones, List<Evidence> evidence)
    {
        if (observation.Type == Assertion.Type)
        {
            Assertion.Extract(observation, this, evidence);
        }
        else if (_rules.TryGetValue(observation.Type, out var rule))
        {
            rule.Extract(observation, ref zones, evidence);
        }
    }

    /// <summary>What of the content of observations feeds the traits with these keys, or takes something back.</summary>
    internal ContentSelection ContentFeeding(IReadOnlyCollection<string> keys)
    {
        var members = new Dictionary<string, string[]?>(StringComparer.Ordinal) { [Assertion.Type] = null, [Retraction.Type] = null };
        foreach (var (type, rule) in _rules)
        {
            if (rule.MembersFeeding(keys).ToArray() is { Length: > 0 } fed)
            {
                members[type] = fed;
            }
        }

        return new ContentSelection(members);
    }

    /// <summary>False for the many types that never say where a person is.</summary>
    internal bool MayStateZone(string type) => type == Assertion.Type || (_rules.TryGetValue(type, out var rule) && rule.StatesZone);

    internal static bool IsPattern(string key) => key == "*" || key.EndsWith(".*", StringComparison.Ordinal);

    private bool IsStatable(DerivedTrait derived) =>
        FindDefinition(derived.SourceKey)?.Kind.IsStatedThrough(derived.Path) == true;
}
