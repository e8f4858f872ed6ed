using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using PersonaKit.Core.Observations;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Local;
using PersonaKit.Sqlite;

namespace PersonaKit.Host.Tests;

public sealed class ShutdownTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-stop-");

    [Fact]
    [Trait("signals", "unix")]
    public async Task A_graceful_stop_folds_everything_that_was_accepted()
    {
        var file = Path.Combine(_folder.FullName, "stop.db");
        string[] people = [.. Enumerable.Range(0, 40).Select(i => $"p-{i}")];
        using (var host = await HostProcess.StartAsync(file))
        {
            var posts = await Task.WhenAll(people.Select(person => host.Client.PostAsync(person, $"[{Samples.Session},{Samples.LowEnergy}]")));
            Assert.All(posts, post => Assert.Equal(HttpStatusCode.Accepted, post.Status));
            Assert.Equal(0, await host.TerminateAsync());
        }

        await using var database = SqliteDatabase.Open(file, StartedHost.ShippedCatalog.Traits, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);
        foreach (var person in people)
        {
            var stored = await database.Mindscapes.ReadAsync(PersonId.Parse(person), CancellationToken.None);
            Assert.Empty(stored!.Inbox);
            Assert.Equal(2, stored.Mindscape.LastSequence);
        }
    }

    [Fact]
    public async Task What_was_kept_is_there_after_a_restart()
    {
        var host = new StartedHost();
        await host.InitializeAsync();
        var post = await host.Client.PostAsync("ada", Samples.SessionWithId("s-1"));
        await host.RestartAsync();
        Assert.Equal(1, (await host.Client.GetAsync($"people/ada/mindscape?after={post.Receipt}")).Json.GetProperty("received").GetInt32());
        Assert.Equal(post.Receipt, (await host.Client.PostAsync("ada", Samples.SessionWithId("s-1"))).Receipt);
        Assert.Equal(1, (await host.Client.GetAsync("mappers/daily_work_optimizer")).Json.GetProperty("revision").GetInt32());
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_file_or_a_port_that_is_taken_stops_the_start_with_a_sentence()
    {
        var host = new StartedHost();
        await host.InitializeAsync();
        var errors = new StringWriter();
        Assert.Equal(1, await CommandLine.RunAsync(["--data", host.DataPath], TextWriter.Null, errors));
        Assert.Contains("test.db", errors.ToString(), StringComparison.Ordinal);

        errors = new StringWriter();
        Assert.Equal(1, await CommandLine.RunAsync(["--data", Path.Combine(_folder.FullName, "other.db"), "--urls", host.Address], TextWriter.Null, errors));
        Assert.Contains(host.Address, errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors.ToString(), StringComparison.Ordinal);
        await host.DisposeAsync();
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
