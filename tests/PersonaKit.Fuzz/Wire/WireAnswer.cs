using System.Text;

namespace PersonaKit.Fuzz.Wire;

/// <summary>A final answer (no 1xx) as it came.</summary>
/// <param name="Headers">Names in lower case.</param>
internal sealed record WireAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string ContentType => Header("content-type") ?? "";

    public bool ClosesConnection => Header("connection") == "close";

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string ToText()
    {
        var text = new StringBuilder($"{Status}\n");
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        return text.Append('\n').Append(Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2000)))).ToString();
    }
}
