using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using PersonaKit.Fuzz.Contract;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Generation;

/// <summary>Makes the request of a number: the same one for the same seed and vocabulary, whatever was answered before.</summary>
internal sealed class RequestGenerator(ApiDocument document, int seed)
{
    /// <summary>
    /// How many tricks a request gets, each as likely as another: a quarter stays valid, because the others are to meet a host with
    /// something in it.
    /// </summary>
    private static readonly int[] Tricks = [0, 0, 1, 1, 1, 2, 2, 4];

    /// <summary>Nearly all of these hit what is there for them, or soon nothing would be left for the others.</summary>
    private static readonly string[] Destructive = ["erase", "retire"];

    public WireRequest Make(int number, Vocabulary vocabulary, string host)
    {
        var random = new Random(HashCode(seed, number));
        var operation = Choose(random);
        var spared = random.Next(5) > 0 && Destructive.Any(word => operation.Id.StartsWith(word, StringComparison.Ordinal))
            ? vocabulary.Spare
            : vocabulary.About(vocabulary.People[random.Next(vocabulary.People.Length)]);
        var request = Valid(number, operation, spared, host, random, out var json);
        var tricks = Tricks[random.Next(Tricks.Length)];
        for (var i = 0; i < tricks; i++)
        {
            request = random.Next(10) switch
            {
                < 6 when request.Body is not null => BodyMutator.Mutate(request, ref json, random),
                < 7 => TargetMutator.Mutate(request, random),
                7 or 8 => HeaderMutator.Mutate(request, random),
                _ when request.Body is not null || random.Next(2) == 0 => Verb(request, random),
                _ => Unexpected(request, random),
            };
        }

        if (request.Body is not null && random.Next(6) == 0)
        {
            request = BodyFramer.Frame(request, random);
        }

        return tricks > 0 && random.Next(25) == 0 ? RawMutator.Mutate(request, random) : request;
    }

    /// <summary>Those that read a body have more to read wrongly.</summary>
    private Operation Choose(Random random)
    {
        var first = document.Operations[random.Next(document.Operations.Length)];
        return first.Bodies.IsEmpty && random.Next(2) == 0 ? document.Operations[random.Next(document.Operations.Length)] : first;
    }

    private WireRequest Valid(int number, Operation operation, Vocabulary vocabulary, string host, Random random, out JsonNode? json)
    {
        var sampler = new ValueSampler(document, vocabulary, random);
        var path = document.BasePath + operation.Path;
        var query = new List<string>();
        var headers = ImmutableArray.CreateBuilder<(string, string)>();
        headers.Add(("Host", host));
        foreach (var parameter in operation.Parameters)
        {
            if (!parameter.IsRequired && random.Next(3) != 0)
            {
                continue;
            }

            var text = sampler.Text(parameter.Name, parameter.Schema);
            switch (parameter.Place)
            {
                case "path":
                    path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(text), StringComparison.Ordinal);
                    break;
                case "query":
                    var name = parameter.Name.Replace("<field>", "upcoming_meeting", StringComparison.Ordinal);
                    query.Add($"{name}={Uri.EscapeDataString(text)}");
                    break;
                default:
                    headers.Add((parameter.Name, WireRequest.AsBytes(text)));
                    break;
            }
        }

        json = null;
        byte[]? body = null;
        if (!operation.Bodies.IsEmpty)
        {
            var (mediaType, schema) = operation.Bodies[random.Next(operation.Bodies.Length)];
            headers.Add(("Content-Type", mediaType));
            if (mediaType.EndsWith("json", StringComparison.Ordinal)
                && document.Resolve(schema) is var resolved
                && (resolved.TryGetProperty("properties", out _) || resolved.TryGetProperty("oneOf", out _)))
            {
                var whole = WholeBodies.Of(operation, vocabulary);
                json = whole.Length > 0 && random.Next(4) > 0
                    ? JsonNode.Parse(whole[random.Next(whole.Length)])
                    : sampler.Sample("", schema);
                body = Encoding.UTF8.GetBytes(json?.ToJsonString() ?? "null");
            }
            else
            {
                var isJson = mediaType.EndsWith("json", StringComparison.Ordinal);
                var texts = vocabulary.MapperTexts.Where(text => text.StartsWith('{') == isJson).ToArray();
                var text = texts[random.Next(texts.Length)];
                json = isJson ? JsonNode.Parse(text) : null;
                body = Encoding.UTF8.GetBytes(text);
            }
        }

        return new WireRequest
        {
            Number = number,
            Operation = operation,
            Method = operation.Method,
            Target = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}",
            Headers = headers.DrainToImmutable(),
            Body = body,
        };
    }

    private static WireRequest Verb(WireRequest request, Random random)
    {
        string[] verbs = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "QUERY", "X"];
        return request with { Method = verbs[random.Next(verbs.Length)], Tricks = request.Tricks.Add("verb"), IsOnItsRoute = false };
    }

    private static WireRequest Unexpected(WireRequest request, Random random)
    {
        var body = new byte[random.Next(200)];
        random.NextBytes(body);
        return request with { Body = body, Tricks = request.Tricks.Add("unexpected body") };
    }

    /// <summary>Not <see cref="System.HashCode"/>, which is another one in each process.</summary>
    private static int HashCode(int seed, int number) => unchecked((int)(((uint)seed * 2654435761u) ^ ((uint)number * 2246822519u)));
}
