using Microsoft.Extensions.Logging;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class RequestLogTests : IAsyncLifetime
{
    private readonly StartedHost _host = new() { LogLevel = LogLevel.Trace, Arguments = ["--Logging:LogLevel:PersonaKit.Requests", "Information"] };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_request_is_one_line_with_its_template_and_nothing_that_was_said_reaches_the_log()
    {
        await _host.Client.PostAsync("secret-person", Samples.SessionWithId("secret-observation"));
        await _host.Client.GetAsync("people/secret-person/personas/secret-mapper?context.secret=1");
        await _host.Client.GetAsync("secret-path?secret=1");
        await _host.Client.GetAsync("/secret-path");

        // The line is written once the response is on its way.
        await UntilAsync(() => Lines().Length == 4);
        Assert.Collection(
            Lines(),
            line => Assert.Matches(@"POST /api/v1/people/\{person_id\}/observations 202 in \d+\.\d ms, trace \S+", line),
            line => Assert.Matches(@"GET /api/v1/people/\{person_id\}/personas/\{mapper_id\} 404 in \d+\.\d ms, trace \S+", line),
            line => Assert.Matches(@"GET /api/v1/\{\*\*path\} 404 in \d+\.\d ms, trace \S+", line),
            line => Assert.Matches(@"GET \{\*\*path\} 404 in \d+\.\d ms, trace \S+", line));
        Assert.DoesNotContain("secret", _host.Log, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<bool> isReached)
    {
        for (var waited = 0; !isReached() && waited < 500; waited++)
        {
            await Task.Delay(10);
        }
    }

    private string[] Lines() =>
        [.. _host.Log.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains("PersonaKit.Requests", StringComparison.Ordinal))];
}
