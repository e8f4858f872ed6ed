using System.Collections.Immutable;
using System.Text.Json;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Conditions;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Programs;

/// <summary>Context fields out of query parameters, by the types a mapper declares.</summary>
public static class ContextReader
{
    /// <summary>
    /// The context in query parameters (without their <c>context.</c>), or null when the mapper does not accept it; every reason is added to
    /// <paramref name="faults"/>.
    /// </summary>
    public static PersonaContext? TryRead(MapperProgram program, IReadOnlyList<KeyValuePair<string, string>> fields, List<Fault> faults)
    {
        if (fields.Count > PersonaContext.MaxFields)
        {
            faults.Add(new("context", $"at most {PersonaContext.MaxFields} context fields are accepted, these are {fields.Count}"));
            return null;
        }

        var before = faults.Count;
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>(fields.Count);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in fields)
        {
            if (!seen.Add(name))
            {
                faults.Add(new($"context.{name}", "the field is given twice"));
            }
            else if (TryRead(program, name, text, out var expected) is { } value)
            {
                values.Add(new(name, value));
            }
            else
            {
                faults.Add(new($"context.{name}", expected));
            }
        }

        return faults.Count == before ? PersonaContext.Of(new(values.DrainToImmutable())) : null;
    }

    /// <summary>
    /// The context in a JSON object, or null when the mapper does not accept it. Text is read as a query parameter's would be where the mapper declares
    /// the field, and is text where it does not.
    /// </summary>
    public static PersonaContext? TryRead(MapperProgram program, DataValue.Map fields, string pointer, List<Fault> faults)
    {
        if (fields.Entries.Length > PersonaContext.MaxFields)
        {
            faults.Add(new(pointer, $"at most {PersonaContext.MaxFields} context fields are accepted, these are {fields.Entries.Length}"));
            return null;
        }

        var before = faults.Count;
        var values = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>(fields.Entries.Length);
        foreach (var (name, value) in fields.Entries)
        {
            if (TryRead(program, name, value, out var expected) is { } read)
            {
                values.Add(new(name, read));
            }
            else
            {
                faults.Add(new(ObservationDraftReader.Pointer(pointer, name), expected));
            }
        }

        return faults.Count == before ? PersonaContext.Of(new(values.DrainToImmutable())) : null;
    }

    private static DataValue? TryRead(MapperProgram program, string name, DataValue value, out string expected)
    {
        var declared = program.ContextFields.FirstOrDefault(field => field.Name == name);
        if (value is DataValue.Text text && declared is not null)
        {
            return TryRead(program, name, text.Value, out expected);
        }

        var length = (value as DataValue.Text)?.Value.Length ?? DataValueJson.ToJson(value).Length;
        if (Refuse(program, name, length) is { } refused)
        {
            expected = refused;
            return null;
        }

        expected = declared is null ? "" : Expectation(declared.Type);
        return declared is null || Fits(declared.Type, value) ? value : null;
    }

    private static bool Fits(ContextFieldType type, DataValue value) => type switch
    {
        ContextFieldType.Boolean => value is DataValue.Boolean,
        ContextFieldType.Number or ContextFieldType.InstantOrMinutes => value is DataValue.Number,
        _ => false,
    };

    private static DataValue? TryRead(MapperProgram program, string name, string text, out string expected)
    {
        if (Refuse(program, name, text.Length) is { } refused)
        {
            expected = refused;
            return null;
        }

        if (program.ContextFields.FirstOrDefault(field => field.Name == name) is { } declared)
        {
            expected = Expectation(declared.Type);
            return Read(declared.Type, text);
        }

        expected = "";
        return Infer(text);
    }

    /// <summary>Why a field of this name and length is not taken at all; null when it is.</summary>
    private static string? Refuse(MapperProgram program, string name, int length)
    {
        if (!ContextPath.IsValid(name))
        {
            return $"the name of a context field is {ContextPath.Rule}";
        }

        if (length > PersonaContext.MaxValueLength)
        {
            return $"a context value has at most {PersonaContext.MaxValueLength} characters, this one has {length}";
        }

        // A mapper that declares its fields means them all; one from before there were declarations takes what it is given.
        return !program.ContextFields.IsEmpty && !program.ContextFields.Any(field => field.Name == name) && !program.Index.ContextPaths.Any(path => path.MayRead(name))
            ? $"the mapper {program.Id} has no such field; it declares {string.Join(", ", program.ContextFields.Select(field => field.Name))}"
            : null;
    }

    private static DataValue? Read(ContextFieldType type, string text) => type switch
    {
        ContextFieldType.Text => new DataValue.Text(text),
        ContextFieldType.Number => NumericText.TryParse(text) is { } number ? DataValue.Of(number) : null,
        ContextFieldType.Boolean => text switch { "true" => DataValue.Of(true), "false" => DataValue.Of(false), _ => null },
        ContextFieldType.Instant => TryReadInstant(text),
        _ => NumericText.TryParse(text) is { } minutes ? DataValue.Of(minutes) : TryReadInstant(text),
    };

    private static DataValue.Text? TryReadInstant(string text)
    {
        var repaired = Instants.RestorePlus(text);
        return Instants.TryParse(repaired, out _) || Countdown.TryReadClock(repaired) is not null ? new DataValue.Text(repaired) : null;
    }

    /// <summary>A JSON scalar is what it says; everything else is text.</summary>
    private static DataValue Infer(string text)
    {
        if (text.Length > 0 && !char.IsWhiteSpace(text[^1]) && (text[0] is '"' or '-' || char.IsAsciiDigit(text[0]) || text is "true" or "false" or "null"))
        {
            try
            {
                return DataValueJson.Parse(text);
            }
            catch (JsonException)
            {
                // A date starts like a number, and a quotation like a JSON text.
            }
        }

        return new DataValue.Text(Instants.RestorePlus(text));
    }

    private static string Expectation(ContextFieldType type) => type switch
    {
        ContextFieldType.Number => "a number is expected",
        ContextFieldType.Boolean => "true or false is expected",
        ContextFieldType.Instant => "an ISO 8601 date and time is expected, such as 2026-01-20T10:00:00Z",
        ContextFieldType.InstantOrMinutes => "an ISO 8601 date and time, such as 2026-01-20T10:00:00Z, or a number of minutes from now is expected",
        _ => "text is expected",
    };
}
