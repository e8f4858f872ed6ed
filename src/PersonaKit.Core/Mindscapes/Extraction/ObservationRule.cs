using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>
/// What observations of one type look like and which traits they feed; a type may come in variants that a field of the content chooses.
/// </summary>
internal sealed record ObservationRule
{
    public ImmutableArray<FieldRule> Fields { get; init; } = [];

    public ImmutableArray<Feed> Feeds { get; init; } = [];

    /// <summary>The content field that names the variant; null when there are none.</summary>
    public string? VariantField { get; init; }

    public ImmutableDictionary<string, ObservationRule> Variants { get; init; } = ImmutableDictionary<string, ObservationRule>.Empty;

    /// <summary>Whether any feed says in which zone the person is.</summary>
    public bool StatesZone { get; init; }

    public void Validate(ObservationDraft draft, DateTimeOffset now, List<Fault> faults)
    {
        foreach (var field in Fields)
        {
            field.Check(draft, now, faults);
        }

        if (VariantField is not null && draft.Content[VariantField] is { } name and not DataValue.Text)
        {
            faults.Add(new($"{draft.Pointer}/content/{VariantField}", $"must be text, this is {name.KindName}"));
        }

        VariantOf(draft.Content)?.Validate(draft, now, faults);
    }

    public void Extract(Observation observation, ref ZoneTimeline zones, List<Evidence> evidence)
    {
        foreach (var feed in Feeds)
        {
            feed.Read(observation, ref zones, evidence);
        }

        VariantOf(observation.Content)?.Extract(observation, ref zones, evidence);
    }

    /// <summary>The members of the content from which the traits with these keys are fed; none when it feeds none of them.</summary>
    public IEnumerable<string> MembersFeeding(IReadOnlyCollection<string> keys)
    {
        var own = Feeds.Where(feed => keys.Contains(feed.Trait.Key)).SelectMany(feed => feed.Members);
        string[] inVariants = [.. Variants.Values.SelectMany(variant => variant.MembersFeeding(keys))];
        return own.Concat(inVariants.Length > 0 ? inVariants.Append(VariantField!) : []).Distinct(StringComparer.Ordinal);
    }

    private ObservationRule? VariantOf(DataValue.Map content) =>
        VariantField is not null && content[VariantField] is DataValue.Text name ? Variants.GetValueOrDefault(name.Value) : null;
}
