using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PersonaKit.Fuzz.Contract;

/// <summary>Makes values that a schema allows; what it cannot read of a schema makes a value that is only nearly valid.</summary>
internal sealed class ValueSampler(ApiDocument document, Vocabulary vocabulary, Random random)
{
    private const int DeepestSchema = 8;

    private static readonly string[] PlainWords = ["ada", "s-1", "work_session", "daily_work_optimizer", "1h", "a", "2", "z9", "A-b.c"];

    public string Text(string name, JsonElement schema)
    {
        schema = document.Resolve(schema);
        var value = Sample(name, schema, 0);
        return value is JsonValue text && text.TryGetValue<string>(out var word) ? word : value?.ToJsonString() ?? "null";
    }

    public JsonNode? Sample(string name, JsonElement schema, int depth = 0)
    {
        if (depth > DeepestSchema)
        {
            return null;
        }

        if (schema.TryGetProperty("$ref", out var reference)
            && reference.GetString()!.EndsWith("/ObservationDraft", StringComparison.Ordinal)
            && random.Next(5) > 0)
        {
            return Draft();
        }

        schema = document.Resolve(schema);
        if (schema.TryGetProperty("const", out var constant))
        {
            return JsonNode.Parse(constant.GetRawText());
        }

        if (schema.TryGetProperty("enum", out var words))
        {
            return JsonNode.Parse(words[random.Next(words.GetArrayLength())].GetRawText());
        }

        if (schema.TryGetProperty("allOf", out var all))
        {
            return All(name, all, depth);
        }

        foreach (var choice in (string[])["oneOf", "anyOf"])
        {
            // Where an object only says which fields go together, its own properties are what counts.
            if (schema.TryGetProperty(choice, out var alternatives) && !schema.TryGetProperty("properties", out _))
            {
                return Sample(name, alternatives[random.Next(alternatives.GetArrayLength())], depth + 1);
            }
        }

        return TypeOf(schema) switch
        {
            "object" => Object(name, schema, depth),
            "array" => Array(name, schema, depth),
            "integer" => Integer(name, schema),
            "number" => JsonValue.Create(Math.Round(random.NextDouble(), 3)),
            "boolean" => JsonValue.Create(random.Next(2) == 0),
            "null" => null,
            _ => JsonValue.Create(String(name, schema)),
        };
    }

    private JsonNode Draft()
    {
        var draft = JsonNode.Parse(Vocabulary.Drafts[random.Next(Vocabulary.Drafts.Length)])!.AsObject();
        if (random.Next(2) == 0)
        {
            draft["id"] = vocabulary.Find("id", "", random);
        }

        if (random.Next(2) == 0)
        {
            draft["observed_at"] = vocabulary.Find("observed_at", "date-time", random);
        }

        return draft;
    }

    private JsonNode? All(string name, JsonElement parts, int depth)
    {
        var whole = Sample(name, parts[0], depth + 1);
        foreach (var part in parts.EnumerateArray())
        {
            if (whole is JsonObject target && part.TryGetProperty("required", out var required))
            {
                foreach (var field in required.EnumerateArray())
                {
                    var missing = field.GetString()!;
                    var format = missing.EndsWith("_at", StringComparison.Ordinal) ? "date-time" : "";
                    target[missing] ??= vocabulary.Find(missing, format, random);
                }
            }
        }

        return whole;
    }

    private JsonNode Object(string name, JsonElement schema, int depth)
    {
        if (!schema.TryGetProperty("properties", out var properties))
        {
            return name == "context"
                ? new JsonObject { ["upcoming_meeting"] = 20 }
                : JsonNode.Parse(Vocabulary.Drafts[random.Next(Vocabulary.Drafts.Length)])!["content"]!.DeepClone();
        }

        var required = schema.TryGetProperty("required", out var list)
            ? list.EnumerateArray().Select(field => field.GetString()!).ToHashSet()
            : [];
        if (schema.TryGetProperty("oneOf", out var alternatives)
            && alternatives[random.Next(alternatives.GetArrayLength())].TryGetProperty("required", out var further))
        {
            required.UnionWith(further.EnumerateArray().Select(field => field.GetString()!));
        }

        var made = new JsonObject();
        foreach (var property in properties.EnumerateObject())
        {
            if (required.Contains(property.Name) || random.Next(3) == 0)
            {
                made[property.Name] = Sample(property.Name, property.Value, depth + 1);
            }
        }

        return made;
    }

    private JsonArray Array(string name, JsonElement schema, int depth)
    {
        var least = schema.TryGetProperty("minItems", out var min) ? min.GetInt32() : 0;
        var made = new JsonArray();
        for (var count = least + random.Next(4); count > 0; count--)
        {
            made.Add(schema.TryGetProperty("items", out var items) ? Sample(name, items, depth + 1) : null);
        }

        return made;
    }

    private JsonValue Integer(string name, JsonElement schema)
    {
        if (vocabulary.Find(name, "", random) is { } word && long.TryParse(word, out var known))
        {
            return JsonValue.Create(known);
        }

        var least = schema.TryGetProperty("minimum", out var min) ? min.GetInt64() : 0;
        var most = schema.TryGetProperty("maximum", out var max) ? max.GetInt64() : least + 100;
        return JsonValue.Create(random.NextInt64(least, most + 1));
    }

    private string String(string name, JsonElement schema)
    {
        var format = schema.TryGetProperty("format", out var given) ? given.GetString()! : "";
        if (name == "mapper")
        {
            return vocabulary.MapperTexts[random.Next(vocabulary.MapperTexts.Length)];
        }

        if (vocabulary.Find(name, format, random) is { } word)
        {
            return word;
        }

        var start = random.Next(PlainWords.Length);
        var candidates = Enumerable.Range(0, PlainWords.Length).Select(i => PlainWords[(start + i) % PlainWords.Length]);
        return schema.TryGetProperty("pattern", out var pattern)
            ? candidates.FirstOrDefault(
                candidate => Regex.IsMatch(candidate, pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)),
                "a")
            : candidates.First();
    }

    private string TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return schema.TryGetProperty("properties", out _) ? "object" : "string";
        }

        return type.ValueKind == JsonValueKind.Array ? type[random.Next(type.GetArrayLength())].GetString()! : type.GetString()!;
    }
}
