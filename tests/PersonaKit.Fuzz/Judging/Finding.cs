using System.Text;
using PersonaKit.Fuzz.Wire;

namespace PersonaKit.Fuzz.Judging;

/// <summary>A rule that an answer broke, with what is needed to see it again.</summary>
internal sealed record Finding(string Rule, Exchange Exchange, string Log)
{
    public string ToText(int seed)
    {
        var request = Exchange.Request;
        return new StringBuilder()
            .AppendLine($"--- {Rule}")
            .AppendLine($"request {request.Number}, {request.Operation.Id}, {string.Join(", ", request.Tricks)}")
            .AppendLine($"again: dotnet run --project tests/PersonaKit.Fuzz -- --seed {seed} --only {request.Number}")
            .AppendLine(PrintedBytes.Of(request.ToBytes()))
            .AppendLine($"--- answered in {Exchange.Elapsed.TotalMilliseconds:0} ms")
            .AppendLine(Exchange.Answer?.ToText() ?? "nothing")
            .AppendLine(Log)
            .ToString();
    }
}
