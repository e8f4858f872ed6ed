using PersonaKit.Core.Mindscapes.Decay;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Catalogs;

/// <summary>The observation type that states a trait outright: <c>{"trait": "work.focus_duration", "value": 45, "confidence": 0.8}</c>.</summary>
internal static class Assertion
{
    public const string Type = "assertion";

    /// <summary>Less is no evidence at all.</summary>
    public const double MinConfidence = 0.001;

    public static void Validate(ObservationDraft draft, TraitCatalog catalog, List<Fault> faults)
    {
        var at = ObservationDraftReader.Pointer(draft.Pointer, "content");
        foreach (var (key, _) in draft.Content.Entries)
        {
            if (key is not ("trait" or "value" or "confidence"))
            {
                faults.Add(new(ObservationDraftReader.Pointer(at, key), "unknown field; an assertion has trait, value and confidence"));
            }
        }

        if (draft.Content["confidence"] is { } confidence and not DataValue.Number { Value: >= MinConfidence and <= 1 })
        {
            faults.Add(new($"{at}/confidence", confidence is DataValue.Number number
                ? $"must lie between {MinConfidence} and 1, this is {number.Value}"
                : $"must be a number, this is {confidence.KindName}"));
        }

        if (draft.Content["value"] is null)
        {
            faults.Add(new($"{at}/value", "is required"));
        }

        if (draft.Content["trait"] is not DataValue.Text name)
        {
            faults.Add(new($"{at}/trait", draft.Content["trait"] is { } other ? $"must be text, this is {other.KindName}" : "is required"));
        }
        else if (TraitPath.TryParse(name.Value) is null)
        {
            faults.Add(new($"{at}/trait", $"must be a trait's key: {TraitPath.Rule}"));
        }
        else if (catalog.FindOwner(name.Value) is { } owner)
        {
            faults.Add(new($"{at}/trait", $"is read from the trait {owner}; state that one"));
        }
        else if (draft.Content["value"] is { } value && catalog.FindForAssertion(name.Value) is { } trait && trait.Kind.Fit(trait, value) is null)
        {
            faults.Add(new($"{at}/value", $"must be {trait.Kind.Expectation(trait)}; this is {value.KindName}"));
        }
    }

    public static void Extract(Observation observation, TraitCatalog catalog, List<Evidence> evidence)
    {
        if (observation.Content["trait"] is not DataValue.Text key
            || observation.Content["value"] is not { } value
            || catalog.FindForAssertion(key.Value) is not { } trait
            || !Confidence.TryCreate((observation.Content["confidence"] as DataValue.Number)?.Value ?? 1, out var confidence))
        {
            return;
        }

        if (trait.Kind.Fit(trait, value) is { } statement)
        {
            evidence.Add(new Evidence(trait, observation, confidence.Evidence, statement));
        }
    }
}
