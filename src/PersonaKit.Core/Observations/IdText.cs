namespace PersonaKit.Core.Observations;

internal static class IdText
{
    public static bool IsValid(string? text, int maxLength, ReadOnlySpan<char> punctuation)
    {
        if (text is not { Length: > 0 } || text.Length > maxLength || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !punctuation.Contains(character))
            {
                return false;
            }
        }

        return true;
    }
}
