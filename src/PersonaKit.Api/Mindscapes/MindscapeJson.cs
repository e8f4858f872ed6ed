using System.Text.Json;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Mindscapes;

/// <summary>A mindscape as its readers get it.</summary>
internal static class MindscapeJson
{
    public static void Write(Utf8JsonWriter writer, MindscapeView view)
    {
        var mindscape = view.Mindscape;
        writer.WriteStartObject();
        writer.WriteString("person_id"u8, mindscape.PersonId.Value);
        writer.WriteNumber("version"u8, mindscape.Version.Value);
        if (mindscape.UpdatedAt is { } updatedAt)
        {
            writer.WriteString("updated_at"u8, Instants.Format(updatedAt));
        }
        else
        {
            writer.WriteNull("updated_at"u8);
        }

        writer.WriteNumber("received"u8, mindscape.LastSequence);
        writer.Flush();
        view.AtStart = (int)writer.BytesCommitted;
        writer.WriteString("at"u8, Instants.Format(view.At));
        writer.Flush();
        view.AtEnd = (int)writer.BytesCommitted;
        HistoryCutJson.Write(writer, mindscape.Cut);
        writer.WriteString("time_zone"u8, mindscape.Zone.Id);
        writer.WriteStartObject("traits"u8);
        foreach (var trait in mindscape.Traits.All)
        {
            writer.WritePropertyName(trait.Key);
            Write(writer, trait, view);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PublishedTrait trait, MindscapeView view)
    {
        writer.WriteStartObject();
        writer.WriteString("kind"u8, trait.Kind.Name);
        writer.WritePropertyName("value"u8);
        DataValueJson.Write(writer, trait.Value);
        writer.WriteNumber("confidence"u8, trait.Confidence.At(view.At));
        writer.WriteNumber("count"u8, trait.Count);
        writer.WriteString("first_observed_at"u8, Instants.Format(trait.FirstObservedAt));
        writer.WriteString("last_observed_at"u8, Instants.Format(trait.LastObservedAt));
        if (trait.Confidence.IsFadedAt(view.At))
        {
            writer.WriteBoolean("faded"u8, true);
        }

        writer.WritePropertyName("detail"u8);
        DataValueJson.Write(writer, trait.Detail);
        if (view.Explains)
        {
            writer.WritePropertyName("explanation"u8);
            TraitExplanationJson.Write(writer, trait, view.At);
        }

        writer.WriteEndObject();
    }
}
