using System.Net;
using PersonaKit.Fuzz.Judging;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Running;

/// <summary>
/// Drops what a failing request does not need: headers, the query, pieces of the body. It stops after a bounded number of attempts.
/// </summary>
internal sealed class Shrinker(IPEndPoint address, string rule)
{
    private const int MostAttempts = 80;

    private int _attempts;

    public async Task<Exchange> ShrinkAsync(Exchange exchange)
    {
        // Each attempt would cost all of the patience again.
        if (rule is AnswerRules.NeverAnswered or AnswerRules.Slow)
        {
            return exchange;
        }

        var best = exchange;
        foreach (var candidate in Smaller(exchange.Request))
        {
            best = await TryAsync(candidate(best.Request)) ?? best;
        }

        for (var size = (best.Request.Raw ?? best.Request.Body ?? []).Length / 2; size > 0 && _attempts < MostAttempts; size /= 2)
        {
            for (var at = 0; at < (best.Request.Raw ?? best.Request.Body ?? []).Length && _attempts < MostAttempts;)
            {
                if (await TryAsync(Without(best.Request, at, size)) is { } smaller)
                {
                    best = smaller;
                }
                else
                {
                    at += size;
                }
            }
        }

        return best;
    }

    private static IEnumerable<Func<WireRequest, WireRequest>> Smaller(WireRequest request)
    {
        yield return smaller => smaller with { Target = smaller.Target.Split('?')[0] };
        yield return smaller => smaller with { Framed = null };
        foreach (var header in request.Headers.Skip(1))
        {
            yield return smaller => smaller with { Headers = smaller.Headers.Remove(header) };
        }
    }

    private static WireRequest Without(WireRequest request, int at, int size)
    {
        byte[] Cut(byte[] bytes) => [.. bytes[..at], .. bytes[Math.Min(at + size, bytes.Length)..]];
        return request.Raw is { } raw ? request with { Raw = Cut(raw) } : request with { Body = Cut(request.Body!) };
    }

    private async Task<Exchange?> TryAsync(WireRequest request)
    {
        if (++_attempts > MostAttempts)
        {
            return null;
        }

        using var client = new WireClient(address);
        var exchange = await client.SendAsync(request);
        return AnswerRules.Broken(exchange) == rule ? exchange : null;
    }
}
