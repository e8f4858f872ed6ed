using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <param name="Json">Undefined for an answer without a body.</param>
internal sealed record ApiAnswer(int Status, JsonElement Json, IHeaderDictionary Headers)
{
    public string ETag => Headers.ETag.ToString();
}
