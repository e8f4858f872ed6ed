using System.Globalization;
using System.Text.Json;
using PersonaKit.Core.Time;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>Writes how the confidence of a trait is computed: each number, unrounded, and the observations behind it.</summary>
public static class TraitExplanationJson
{
    /// <summary>Writes the explanation at an instant as members of the object that is open.</summary>
    public static void Write(Utf8JsonWriter json, PublishedTrait trait, DateTimeOffset at)
    {
        var curve = trait.Confidence;
        var terms = curve.TermsAt(at);
        json.WriteStartObject();
        json.WriteString("kind", trait.Kind.Name);
        if (trait.DerivedFrom is { } source)
        {
            json.WriteString("derived_from", source);
        }

        json.WriteNumber("evidence_count", trait.Count);
        json.WriteString("last_observed_at", Instants.Format(trait.LastObservedAt));
        json.WriteNumber("agreement", curve.Agreement);
        json.WriteNumber("evidence_at_last_observation", curve.Evidence);
        json.WriteNumber("half_life_seconds", curve.HalfLife.TotalSeconds);
        json.WriteNumber("resolution_seconds", curve.Resolution.TotalSeconds);
        json.WriteNumber("age_seconds", terms.Age.TotalSeconds);
        json.WriteNumber("evidence", terms.Evidence);
        json.WriteNumber("exact_confidence", terms.Exact);
        json.WriteNumber("confidence", terms.Confidence);
        json.WriteString("arithmetic", string.Create(
            CultureInfo.InvariantCulture,
            $"{curve.Agreement} × (1 − exp(−{curve.Evidence} × 2^(−{terms.Age.TotalSeconds} / {curve.HalfLife.TotalSeconds}))) = {terms.Exact}, rounded {terms.Confidence}"));
        json.WriteNumber("floor", curve.Floor);
        json.WriteBoolean("faded", curve.IsFadedAt(at));
        if (curve.FadesAt is { } fades && fades > DateTimeOffset.MinValue)
        {
            json.WriteString("fades_at", Instants.Format(fades));
        }
        else
        {
            json.WriteNull("fades_at");
        }

        json.WriteStartArray("evidence_ids");
        foreach (var id in trait.Evidence)
        {
            json.WriteStringValue(id.Value);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
