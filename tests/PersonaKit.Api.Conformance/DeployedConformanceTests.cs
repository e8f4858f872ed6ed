using PersonaKit.Cli.Checking;

namespace PersonaKit.Api.Conformance;

/// <summary>
/// Whatever <c>PERSONAKIT_URL</c> names, with <c>PERSONAKIT_KEY</c>. <c>PERSONAKIT_WRITE_MAPPERS=1</c> writes a mapper and the catalog,
/// too, which stay; <c>PERSONAKIT_PLATFORM=1</c> is for Azure Functions, whose host answers 401 and 404 by itself.
/// </summary>
public sealed class DeployedConformanceTests
{
    [Fact]
    public async Task The_host_that_is_named_answers_as_documented()
    {
        if (Environment.GetEnvironmentVariable("PERSONAKIT_URL") is { Length: > 0 } url)
        {
            await Conformance.AssertAsync(new CheckTarget(new Uri(url), Environment.GetEnvironmentVariable("PERSONAKIT_KEY"))
            {
                MayWriteMappers = Environment.GetEnvironmentVariable("PERSONAKIT_WRITE_MAPPERS") == "1",
                HasPlatform = Environment.GetEnvironmentVariable("PERSONAKIT_PLATFORM") == "1",
            });
        }
    }
}
