using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

/// <summary>A response with a status and a retry time only.</summary>
internal sealed class RefusedResponse(int status) : Response
{
    private const string RetryAfter = "Retry-After";
    private const string Seconds = "3";

    public override int Status => status;

    public override string ReasonPhrase => "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => string.Equals(name, RetryAfter, StringComparison.OrdinalIgnoreCase);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [new(RetryAfter, Seconds)];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ContainsHeader(name) ? Seconds : null;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = ContainsHeader(name) ? [Seconds] : null;
        return values is not null;
    }
}
