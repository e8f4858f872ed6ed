using System.Text.Json;
using System.Text.RegularExpressions;

namespace PersonaKit.Host.Tests.Leaking;

/// <summary>The sample fortnight, and what of it must not be seen from outside.</summary>
public static class Fortnight
{
    /// <summary>An id that nothing else contains.</summary>
    public const string Person = "ada.lovelace-1815";

    /// <summary>A value of a context, which stands in a query.</summary>
    public const string Context = "987654.125";

    private const string Noted = """{"id":"noted-by-ada","type":"diary_entry","content":{"text":"unspeakable-thing","number":7654321.25},"meta":{"from":"hidden-device"}}""";

    public static string[] Lines { get; } = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "samples", "fortnight.jsonl")), Noted];

    /// <summary>Every text that was said and every id; of the numbers those that nothing else can be.</summary>
    public static string[] Secrets { get; } =
    [
        .. Lines.SelectMany(line => Said(JsonDocument.Parse(line).RootElement)).Distinct(), Person, Context, "7654321.25",
    ];

    /// <summary>What of the secrets is in a text, as a word of its own.</summary>
    public static IEnumerable<string> LeaksIn(string text) => Secrets.Where(secret =>
        text.Contains(secret, StringComparison.OrdinalIgnoreCase) && Regex.IsMatch(text, $@"(?<![\w]){Regex.Escape(secret)}(?![\w])", RegexOptions.IgnoreCase));

    private static IEnumerable<string> Said(JsonElement line) =>
        TextsIn(line.GetProperty("content")).Concat(line.TryGetProperty("meta", out var meta) ? TextsIn(meta) : []).Append(line.GetProperty("id").GetString()!);

    private static IEnumerable<string> TextsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => TextsIn(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
