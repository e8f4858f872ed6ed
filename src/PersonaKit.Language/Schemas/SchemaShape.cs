using System.Collections.Immutable;
using PersonaKit.Core.Values;
using PersonaKit.Language.Sources;

namespace PersonaKit.Language.Schemas;

/// <summary>
/// The pieces of a JSON Schema (2020-12), one for each way <see cref="Expect"/> and <see cref="FieldReader"/> take a node. What the reader of a key
/// takes, the piece allows; a rule between two places of the text is beyond a schema and stays the reader's alone.
/// </summary>
internal static class SchemaShape
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    /// <summary>Any value; what is too deep for a literal only the reader says.</summary>
    public static DataValue.Map Anything(string description) => Object(("description", DataValue.Of(description)));

    public static DataValue.Map Object(params ReadOnlySpan<(string Key, DataValue Value)> entries)
    {
        var builder = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>(entries.Length);
        foreach (var (key, value) in entries)
        {
            builder.Add(new(key, value));
        }

        return new DataValue.Map(builder.MoveToImmutable());
    }

    public static DataValue.List List(params IEnumerable<DataValue> items) => new([.. items]);

    public static DataValue.List Words(params IEnumerable<string> words) => List(words.Select(word => new DataValue.Text(word)));

    /// <summary>As <see cref="Expect.Text"/>: any scalar as it is written, so 1.10 is a version; the pattern is for what is text to a schema, too.</summary>
    public static DataValue.Map Text(string description, string? pattern = null) =>
        pattern is null
            ? Object(("description", DataValue.Of(description)), ("type", Words("string", "number", "boolean")))
            : Object(("description", DataValue.Of(description)), ("type", Words("string", "number", "boolean")), ("pattern", DataValue.Of(pattern)));

    /// <summary>Text of a form that no number and no boolean has.</summary>
    public static DataValue.Map Form(string description, string pattern) =>
        Object(("description", DataValue.Of(description)), ("type", DataValue.Of("string")), ("pattern", DataValue.Of(pattern)));

    public static DataValue.Map Number(string description, double least, double most) => Object(
        ("description", DataValue.Of(description)), ("type", DataValue.Of("number")), ("minimum", DataValue.Of(least)), ("maximum", DataValue.Of(most)));

    /// <summary>As <see cref="Expect.Integer"/>, which takes quoted digits too.</summary>
    public static DataValue.Map Integer(string description, int least, int most) => Object(
        ("description", DataValue.Of(description)), ("type", Words("integer", "string")),
        ("minimum", DataValue.Of(least)), ("maximum", DataValue.Of(most)), ("pattern", DataValue.Of(ScalarTyping.NumberText)));

    public static DataValue.Map Boolean(string description) => Object(("description", DataValue.Of(description)), ("type", DataValue.Of("boolean")));

    public static DataValue.Map OneOf(string description, IEnumerable<string> words) =>
        Object(("description", DataValue.Of(description)), ("enum", Words(words)));

    public static DataValue.Map ListOf(string description, DataValue items) =>
        Object(("description", DataValue.Of(description)), ("type", DataValue.Of("array")), ("items", items));

    /// <summary>A map whose keys the author chooses.</summary>
    public static DataValue.Map MapOf(string description, DataValue values) =>
        Object(("description", DataValue.Of(description)), ("type", DataValue.Of("object")), ("additionalProperties", values));

    /// <summary>A map with these keys and no others.</summary>
    public static DataValue.Map Fields(string description, params ReadOnlySpan<SchemaField> fields)
    {
        var properties = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>(fields.Length);
        var required = new List<string>();
        foreach (var field in fields)
        {
            properties.Add(new(field.Key, field.Shape));
            if (field.IsRequired)
            {
                required.Add(field.Key);
            }
        }

        var closed = Object(
            ("description", DataValue.Of(description)),
            ("type", DataValue.Of("object")),
            ("properties", new DataValue.Map(properties.MoveToImmutable())),
            ("additionalProperties", DataValue.Of(false)));
        return required.Count == 0 ? closed : closed.And(("required", Words(required)));
    }

    public static SchemaField Need(string key, DataValue.Map shape) => new(key, shape, IsRequired: true);

    /// <summary>As <see cref="FieldReader.Optional"/>: a key that says nothing counts as left out.</summary>
    public static SchemaField Optional(string key, DataValue.Map shape) => new(key, OrNull(shape), IsRequired: false);

    /// <summary>As <see cref="FieldReader.Take"/>: the key may be left out, but null is a value of it.</summary>
    public static SchemaField Take(string key, DataValue.Map shape) => new(key, shape, IsRequired: false);

    public static DataValue.Map Ref(string name) => Object(("$ref", DataValue.Of($"#/$defs/{name}")));

    public static DataValue.Map And(this DataValue.Map shape, params ReadOnlySpan<(string Key, DataValue Value)> more) =>
        new(shape.Entries.AddRange(Object(more).Entries));

    public static DataValue.Map Required(params IEnumerable<string> keys) => Object(("required", Words(keys)));

    public static DataValue.Map Properties(params ReadOnlySpan<(string Key, DataValue Value)> properties) => Object(("properties", Object(properties)));

    /// <summary>A pattern of the whole numbers from 1 to <paramref name="most"/>, without leading zeros.</summary>
    public static string UpTo(int most)
    {
        var digits = most.ToString();
        var forms = new List<string>();
        if (digits.Length > 1)
        {
            forms.Add($"[1-9][0-9]{{0,{digits.Length - 2}}}");
        }

        for (var i = 0; i < digits.Length; i++)
        {
            var least = i == 0 ? '1' : '0';
            if (digits[i] > least)
            {
                forms.Add($"{digits[..i]}[{least}-{(char)(digits[i] - 1)}][0-9]{{{digits.Length - i - 1}}}");
            }
        }

        forms.Add(digits);
        return $"({string.Join('|', forms)})";
    }

    private static DataValue.Map OrNull(DataValue.Map shape)
    {
        if (shape["$ref"] is not null)
        {
            return Object(("anyOf", List(shape, Object(("type", DataValue.Of("null"))))));
        }

        return new DataValue.Map([.. shape.Entries.Select(entry => entry switch
        {
            ("type", DataValue.Text one) => new("type", List(one, DataValue.Of("null"))),
            ("type", DataValue.List many) => new("type", new DataValue.List(many.Items.Add(DataValue.Of("null")))),
            ("enum", DataValue.List words) => new KeyValuePair<string, DataValue>("enum", new DataValue.List(words.Items.Add(DataValue.Null.Instance))),
            _ => entry,
        })]);
    }
}
