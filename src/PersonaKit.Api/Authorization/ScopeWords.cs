namespace PersonaKit.Api.Authorization;

/// <summary>Scopes as words, separated by spaces as in OAuth 2.0 (RFC 6749, 3.3).</summary>
internal static class ScopeWords
{
    public const string Rule = "words of observe, read, manage and erase, separated by spaces";

    private static readonly (Scopes Scope, string Word)[] Words =
        [(Scopes.Observe, "observe"), (Scopes.Read, "read"), (Scopes.Manage, "manage"), (Scopes.Erase, "erase")];

    /// <summary>False when a word is none of ours, and when there is none at all.</summary>
    public static bool TryParse(string? text, out Scopes scopes)
    {
        scopes = Scopes.None;
        foreach (var word in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParseWord(word, out var scope))
            {
                return false;
            }

            scopes |= scope;
        }

        return scopes != Scopes.None;
    }

    public static bool TryParseWord(string? word, out Scopes scope)
    {
        scope = Array.Find(Words, candidate => candidate.Word == word).Scope;
        return scope != Scopes.None;
    }

    public static IEnumerable<string> Of(Scopes scopes) => Words.Where(candidate => scopes.HasFlag(candidate.Scope)).Select(candidate => candidate.Word);

    public static string Format(Scopes scopes) => string.Join(' ', Of(scopes));
}
