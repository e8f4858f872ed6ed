using System.Text;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Texts that take the place of a JSON value, well-formed or not.</summary>
internal static class JsonTokens
{
    private static readonly string[] Fixed =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "1.5", "1e400", "-1e400", "1e-400", "1E+2", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809",
        "2147483648", "0.1e1", "01", "1.", ".5", "+1", "0x10", "NaN", "Infinity", "-Infinity", "-", "1e",
        "123456789012345678901234567890123456789012345678901234567890", "79228162514264337593543950336",
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\u0001\"",
        "\"\\u001f\"", "\"\\x41\"", "\"\u202e\u200b\"", "\"e\u0301\u0301\u0301\"", "\"\ufeff\"",
        "\"\ufffe\uffff\"", "\"ﷺ\"", "\"İıſK\"", "\"<script>alert(1)</script>\"", "\"{{x}} ${y} {0}\"", "\"../../etc/passwd\"",
        "\"'; DROP TABLE people;--\"", "\"line\\nbreak\\r\\n\"", "\"2026-01-20\"",
        "\"2026-01-20T09:00:00\"", "\"2026-01-20T09:00:00+0100\"", "\"0001-01-01T00:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59.999Z\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "\"1969-12-31T23:59:59Z\"",
        "\"10000-01-01T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"", "\"2026-01-20T24:00:00Z\"", "\"2026-01-20T23:59:60Z\"", "\"9999999w\"",
        "\"0m\"", "\"-1h\"", "\"1h1h\"", "\"retraction:o-1\"", "\"retraction\"", "\"~\"",
        "[]", "{}", "[[]]", "[null]", "{\"\":null}", "{\"a\":1,\"a\":2}", "[1,]", "{\"a\":1,}", "[,]", "{", "[", "\"", "}", "]",
        "/* c */ 1", "// c\n1", "'a'", "undefined", "tru", "1 2",
        "{\"$ref\":\"#\"}", "{\"__proto__\":{}}", "{\"trait\":\"*\",\"value\":1}", "{\"trait\":\"work.focus_duration\",\"value\":1e308}",
        "{\"trait\":\"profile.time_zone\",\"value\":\"Mars/Olympus\"}", "{\"stated\":[[]]}",
    ];

    public static string Next(Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                var depth = random.Next(5) == 0 ? random.Next(20_000) : random.Next(80);
                return Nested("[", "]", depth, random);
            case 1:
                return Nested("{\"a\":", "}", random.Next(5) == 0 ? random.Next(10_000) : random.Next(80), random);
            case 2:
                return $"[{string.Join(',', Enumerable.Repeat("1", Size(random)))}]";
            case 3:
                return $"{{{string.Join(',', Enumerable.Range(0, Size(random) / 4).Select(i => $"\"k{i}\":{i}"))}}}";
            case 4:
                return $"\"{new string((char)random.Next('a', 'z'), Size(random))}\"";
            case 5:
                return $"\"{Unicode(random)}\"";
            case 6:
                return random.NextInt64(long.MinValue, long.MaxValue).ToString();
            case 7:
                return $"{new string('9', random.Next(1, 400))}.{new string('9', random.Next(1, 400))}e{random.Next(-400, 400)}";
            default:
                return Fixed[random.Next(Fixed.Length)];
        }
    }

    /// <summary>Mostly small; one in sixty is some hundred kilobytes.</summary>
    private static int Size(Random random) => random.Next(60) == 0 ? random.Next(1, 300_000) : random.Next(1, 400);

    private static string Nested(string open, string close, int depth, Random random) =>
        $"{string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, Math.Max(0, depth - random.Next(2))))}";

    private static string Unicode(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 60); count > 0; count--)
        {
            var code = random.Next(0x10ffff);
            text.Append(code is >= 0xd800 and < 0xe000 or < 0x20 or '"' or '\\' ? $"\\u{code & 0xffff:x4}" : char.ConvertFromUtf32(code));
        }

        return text.ToString();
    }
}
