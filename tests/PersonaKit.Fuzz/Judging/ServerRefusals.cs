using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace PersonaKit.Fuzz.Judging;

/// <summary>
/// What Kestrel refuses before any code of ours: read from the bytes alone, so that an empty answer is taken only where HTTP or one of
/// Kestrel's limits explains it.
/// </summary>
internal static partial class ServerRefusals
{
    private const int LongestRequestLine = 8 * 1024;
    private const int LongestHeaders = 32 * 1024;
    private const int MostHeaders = 100;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <returns>Statuses that may answer it; none for a request whose head is well-formed.</returns>
    public static ImmutableHashSet<int> Of(ReadOnlySpan<byte> request)
    {
        // An empty line before a request is skipped.
        while (request.StartsWith("\r\n"u8))
        {
            request = request[2..];
        }

        var end = request.IndexOf("\r\n\r\n"u8);
        var lines = Encoding.Latin1.GetString(end < 0 ? request : request[..end]).Split("\r\n");
        var statuses = ImmutableHashSet.CreateBuilder<int>();
        if (end < 0)
        {
            statuses.Add(400);
        }

        ReadRequestLine(lines[0], statuses);
        ReadHeaders(lines, statuses);
        return statuses.ToImmutable();
    }

    private static void ReadRequestLine(string line, ImmutableHashSet<int>.Builder statuses)
    {
        if (line.Length > LongestRequestLine - 2)
        {
            statuses.Add(414);
        }

        if (RequestLine().Match(line) is not { Success: true } match)
        {
            statuses.UnionWith([400, 505]);
            return;
        }

        var (method, target) = (match.Groups["method"].Value, match.Groups["target"].Value);
        var path = target.Split('?')[0];
        if (target.Any(letter => letter is '\0' or '\r' or '\n' or > '\x7f')
            || path.Contains("%00", StringComparison.Ordinal)
            || (target[0] != '/' && !(target == "*" && method == "OPTIONS"))
            || method == "CONNECT")
        {
            statuses.UnionWith([400, 405]);
        }
    }

    private static void ReadHeaders(string[] lines, ImmutableHashSet<int>.Builder statuses)
    {
        if (lines.Length - 1 > MostHeaders || lines.Skip(1).Sum(line => line.Length + 2) > LongestHeaders - 2)
        {
            statuses.Add(431);
        }

        var headers = lines.Skip(1).Select(line => Header().Match(line)).ToList();
        if (headers.Any(header => !header.Success || !IsText(header.Groups["value"].Value)))
        {
            statuses.Add(400);
        }

        string[] Values(string name) =>
        [
            .. from header in headers
               where header.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase)
               select header.Groups["value"].Value.Trim(' ', '\t'),
        ];

        var isOld = lines[0].EndsWith("HTTP/1.0", StringComparison.Ordinal);
        var (hosts, lengths, codings) = (Values("Host"), Values("Content-Length"), Values("Transfer-Encoding"));
        if (hosts.Length > 1 || (hosts.Length == 0 && !isOld) || hosts.Any(host => !Host().IsMatch(host)))
        {
            statuses.Add(400);
        }

        if (lengths.Length > 1 || lengths.Any(length => !length.All(char.IsAsciiDigit) || !long.TryParse(length, out _)))
        {
            statuses.Add(400);
        }

        if (codings.Length > 0 && !codings[^1].Split(',')[^1].Trim(' ', '\t').Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            statuses.Add(400);
        }

        if (isOld && lengths.Length == 0)
        {
            statuses.UnionWith([400, 411]);
        }

        if (Values("Connection").Any(value => value.Contains("upgrade", StringComparison.OrdinalIgnoreCase))
            && lengths.Length + codings.Length > 0)
        {
            statuses.Add(400);
        }
    }

    private static bool IsText(string value)
    {
        try
        {
            Strict.GetCharCount(Encoding.Latin1.GetBytes(value));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(?<method>[!#$%&'*+.^_`|~0-9A-Za-z-]+) (?<target>[^ ]+) HTTP/1\.[01]\z")]
    private static partial Regex RequestLine();

    [GeneratedRegex(@"^(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):(?<value>[^\0\r\n]*)\z")]
    private static partial Regex Header();

    [GeneratedRegex(@"^([A-Za-z0-9!$&'()._~-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]+)?\z|^\z")]
    private static partial Regex Host();
}
