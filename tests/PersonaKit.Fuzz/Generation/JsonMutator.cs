using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PersonaKit.Fuzz.Generation;

/// <summary>
/// Changes one place of a JSON document. What no document can hold (a lone surrogate, a name twice, a number that is none) is put in as a
/// mark first and becomes text when
/// it is written.
/// </summary>
internal static class JsonMutator
{
    private const string ValueMark = "\uE000";
    private const string NameMark = "\uE001";

    public static JsonNode? Mutate(JsonNode? root, List<string> tokens, Random random)
    {
        if (root is null)
        {
            return Mark(tokens, random);
        }

        var places = new List<JsonNode>();
        Collect(root, places);
        var place = places[random.Next(places.Count)];
        switch (place)
        {
            case JsonObject fields when fields.Count > 0 && random.Next(4) > 0:
                Change(fields, tokens, random);
                return root;
            case JsonArray items when items.Count > 0 && random.Next(4) > 0:
                Change(items, tokens, random);
                return root;
            default:
                return Replace(root, place, Mark(tokens, random));
        }
    }

    public static byte[] Write(JsonNode? root, List<string> tokens)
    {
        var text = root?.ToJsonString() ?? "null";
        for (var i = 0; i < tokens.Count; i++)
        {
            text = text.Replace($"\"\\uE000{i}\\uE000\"", tokens[i], StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(text.Replace("\\uE001", "", StringComparison.Ordinal));
    }

    private static void Change(JsonObject fields, List<string> tokens, Random random)
    {
        var name = fields.ElementAt(random.Next(fields.Count)).Key;
        switch (random.Next(6))
        {
            case 0:
                fields.Remove(name);
                break;
            case 1:
                fields[$"{name}{NameMark}"] = random.Next(2) == 0 ? fields[name]?.DeepClone() : Mark(tokens, random);
                break;
            case 2:
                string[] strange = ["extra", "", "Type", "id ", "\u0000", "content.type", "__proto__", new string('k', 3000), "名"];
                fields[strange[random.Next(strange.Length)]] = Mark(tokens, random);
                break;
            case 3:
                var moved = fields[name]?.DeepClone();
                fields.Remove(name);
                fields[$"{name.ToUpperInvariant()}"] = moved;
                break;
            default:
                fields[name] = fields[name]?.GetValueKind() == JsonValueKind.String && random.Next(3) == 0
                    ? Digits.Stretch(fields[name]!.GetValue<string>(), random)
                    : Mark(tokens, random);
                break;
        }
    }

    private static void Change(JsonArray items, List<string> tokens, Random random)
    {
        var at = random.Next(items.Count);
        switch (random.Next(4))
        {
            case 0:
                items.RemoveAt(at);
                break;
            case 1:
                for (var count = random.Next(40) == 0 ? random.Next(1100) : random.Next(1, 110); count > 0; count--)
                {
                    items.Add(items[at]?.DeepClone());
                }

                break;
            case 2:
                items.Add(items.DeepClone());
                break;
            default:
                items[at] = Mark(tokens, random);
                break;
        }
    }

    private static JsonNode Mark(List<string> tokens, Random random)
    {
        tokens.Add(JsonTokens.Next(random));
        return JsonValue.Create($"{ValueMark}{tokens.Count - 1}{ValueMark}");
    }

    private static JsonNode Replace(JsonNode root, JsonNode place, JsonNode value)
    {
        if (place.Parent is null)
        {
            return value;
        }

        place.ReplaceWith(value);
        return root;
    }

    private static void Collect(JsonNode node, List<JsonNode> places)
    {
        places.Add(node);
        var below = node switch
        {
            JsonObject fields => fields.Select(field => field.Value),
            JsonArray items => items.AsEnumerable(),
            _ => [],
        };
        foreach (var child in below)
        {
            if (child is not null)
            {
                Collect(child, places);
            }
        }
    }
}
