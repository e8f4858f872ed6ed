using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Personas.Comparing;
using PersonaKit.Core.Personas.Suggestions;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.WhatIf;

namespace PersonaKit.Api.WhatIf;

/// <summary>What changes for whom from one revision to another.</summary>
internal static class ComparisonJson
{
    public static void Write(Utf8JsonWriter writer, (ParsedMapper Before, ParsedMapper After, Comparison Comparison) compared)
    {
        var (before, after, comparison) = compared;
        writer.WriteStartObject();
        writer.WriteString("mapper_id"u8, after.Program.Id.Value);
        writer.WriteNumber("before"u8, before.Revision ?? 0);
        writer.WriteNumber("after"u8, after.Revision ?? 0);
        writer.WriteString("at"u8, Instants.Format(comparison.At));
        writer.WriteNumber("compared"u8, comparison.Compared);
        writer.WriteNumber("changed"u8, comparison.Changed.Length);
        writer.WriteNumber("unchanged"u8, comparison.Compared - comparison.Changed.Length);
        writer.WriteStartArray("unknown_people"u8);
        foreach (var person in comparison.Unknown)
        {
            writer.WriteStringValue(person.Value);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("people"u8);
        foreach (var (person, difference) in comparison.Changed)
        {
            writer.WriteStartObject();
            writer.WriteString("person_id"u8, person.Value);
            Write(writer, difference);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, PersonaDifference difference)
    {
        var changes = difference.Suggestions;
        Write(writer, "added", changes.Where(change => change.IsAdded), static (writer, change) => WriteWords(writer, change.After!));
        Write(writer, "removed", changes.Where(change => change.IsRemoved), static (writer, change) => WriteWords(writer, change.Before!));
        Write(writer, "moved", changes.Where(change => change.IsMoved), static (writer, change) =>
        {
            writer.WriteNumber("before"u8, change.Before!.Place);
            writer.WriteNumber("after"u8, change.After!.Place);
        });
        Write(writer, "reweighted", changes.Where(change => change.IsReweighted), static (writer, change) =>
        {
            writer.WriteNumber("before"u8, change.Before!.Suggestion.Weight);
            writer.WriteNumber("after"u8, change.After!.Suggestion.Weight);
        });
        Write(writer, "reworded", changes.Where(change => change.IsReworded), static (writer, change) =>
        {
            writer.WriteStartObject("before"u8);
            WriteWords(writer, change.Before!);
            writer.WriteEndObject();
            writer.WriteStartObject("after"u8);
            WriteWords(writer, change.After!);
            writer.WriteEndObject();
        });
        writer.WriteStartObject("missing_traits"u8);
        Write(writer, "gained", difference.MissingGained);
        Write(writer, "lost", difference.MissingLost);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IEnumerable<SuggestionChange> changes, Action<Utf8JsonWriter, SuggestionChange> rest)
    {
        writer.WriteStartArray(name);
        foreach (var change in changes)
        {
            var (suggestion, position, _) = (change.After ?? change.Before)!;
            writer.WriteStartObject();
            writer.WriteString("rule_id"u8, suggestion.RuleId);
            writer.WriteNumber("position"u8, position);
            rest(writer, change);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteWords(Utf8JsonWriter writer, PlacedSuggestion placed)
    {
        var suggestion = placed.Suggestion;
        writer.WriteNumber("place"u8, placed.Place);
        writer.WriteNumber("weight"u8, suggestion.Weight);
        writer.WriteString("type"u8, suggestion.Type);
        writer.WriteString("title"u8, suggestion.Title);
        writer.WriteString("description"u8, suggestion.Description);
        writer.WriteString("priority"u8, SuggestionPriorities.NameOf(suggestion.Priority));
        writer.WritePropertyName("parameters"u8);
        DataValueJson.Write(writer, suggestion.Parameters);
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<string> paths)
    {
        writer.WriteStartArray(name);
        foreach (var path in paths)
        {
            writer.WriteStringValue(path);
        }

        writer.WriteEndArray();
    }
}
