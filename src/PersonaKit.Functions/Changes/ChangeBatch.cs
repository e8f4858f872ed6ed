using System.Text.Json;

namespace PersonaKit.Functions.Changes;

/// <summary>A delivery of the change feed, taken apart no further than into its documents: what each of them holds is judged one by one.</summary>
internal static class ChangeBatch
{
    public static IReadOnlyList<string> Split(string documents)
    {
        using var batch = JsonDocument.Parse(documents);
        return [.. batch.RootElement.EnumerateArray().Select(document => document.GetRawText())];
    }
}
