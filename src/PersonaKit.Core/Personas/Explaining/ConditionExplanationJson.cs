using System.Collections.Immutable;
using PersonaKit.Core.Personas.Conditions;

namespace PersonaKit.Core.Personas.Explaining;

/// <summary>A condition with the answer of every node, also of those that the projection never had to ask.</summary>
internal static class ConditionExplanationJson
{
    public static void Write(ExplanationWriter writer, Condition condition, EvaluationContext evaluation)
    {
        var json = writer.Json;
        json.WriteStartObject();
        json.WriteString("node", NameOf(condition));
        json.WriteNumber("line", condition.Line);
        json.WriteNumber("column", condition.Column);
        json.WriteBoolean("answer", condition.IsTrue(evaluation));
        switch (condition)
        {
            case Condition.All all:
                WriteParts(writer, all.Parts, evaluation);
                break;
            case Condition.Any any:
                WriteParts(writer, any.Parts, evaluation);
                break;
            case Condition.Not not:
                WriteParts(writer, [not.Part], evaluation);
                break;
            case Condition.TraitCheck check:
                WriteTrait(writer, check, evaluation);
                break;
            case Condition.ContextCheck check:
                WriteContext(writer, check, evaluation);
                break;
            case Condition.TimeCheck check:
                ReadingJson.WriteWindow(json, check.Window, evaluation);
                var zone = check.Window.Zone ?? evaluation.Zone;
                json.WriteString("local_time", LocalTimes.Format(zone, evaluation.At));
                json.WriteString("local_day", zone.ToLocal(evaluation.At).DayOfWeek.ToString().ToLowerInvariant());
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteParts(ExplanationWriter writer, ImmutableArray<Condition> parts, EvaluationContext evaluation)
    {
        writer.Json.WriteStartArray("parts");
        foreach (var part in parts.TakeWhile(_ => !writer.IsFull))
        {
            Write(writer, part, evaluation);
        }

        writer.Json.WriteEndArray();
    }

    private static void WriteTrait(ExplanationWriter writer, Condition.TraitCheck check, EvaluationContext evaluation)
    {
        var reading = evaluation.Look(check.Path);
        writer.Json.WriteString("path", check.Path.Text);
        WriteComparison(writer, check.Comparison);
        ReadingJson.WriteStatus(writer.Json, reading, evaluation.At);
        writer.Value(reading.IsFaded ? "hidden" : "saw", reading.Value);
    }

    private static void WriteContext(ExplanationWriter writer, Condition.ContextCheck check, EvaluationContext evaluation)
    {
        var json = writer.Json;
        var value = evaluation.Read(check.Field);
        json.WriteString("field", check.Field.Text);
        WriteComparison(writer, check.Comparison);
        json.WriteString("status", value is null ? "missing" : "seen");
        writer.Value("saw", value);
        if (value is not null)
        {
            check.Comparison.Operator.Explain(json, value, evaluation);
        }
    }

    private static void WriteComparison(ExplanationWriter writer, Comparison comparison)
    {
        writer.Json.WriteString("operator", comparison.Operator.Name);
        if (comparison.Operator.Literal.IsNeeded)
        {
            writer.Value("value", comparison.Literal);
        }
    }

    private static string NameOf(Condition condition) => condition switch
    {
        Condition.All => "all",
        Condition.Any => "any",
        Condition.Not => "not",
        Condition.TraitCheck => "trait_check",
        Condition.ContextCheck => "context_check",
        _ => "time_check",
    };
}
