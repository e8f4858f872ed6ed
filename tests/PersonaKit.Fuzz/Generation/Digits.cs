using System.Text.RegularExpressions;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Keeps the form of a text (an instant, a duration, a version) and puts another number into it.</summary>
internal static partial class Digits
{
    private static readonly string[] Others = ["0", "00", "1", "9", "59", "60", "99", "0001", "9999", "99999", "9999999", "2147483648", "99999999999999999999", "-1"];

    public static string Stretch(string text, Random random)
    {
        var runs = Run().Matches(text);
        if (runs.Count == 0)
        {
            return text + Others[random.Next(Others.Length)];
        }

        var run = runs[random.Next(runs.Count)];
        return $"{text[..run.Index]}{Others[random.Next(Others.Length)]}{text[(run.Index + run.Length)..]}";
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Run();
}
