using System.Net;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Cli.Tests.Hosting;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Cli.Tests;

public sealed class KeyTests
{
    [Fact]
    public async Task The_first_line_is_the_key_and_the_settings_that_follow_hold_its_hash_alone()
    {
        var run = await Run.Of("key", "--id", "backend", "--scopes", "observe,read erase", "--prefix", "tenant-7.", "--index", "2");
        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Matches("^pk_[A-Za-z0-9_-]{43}$", lines[0]);
        Assert.Equal(
            [
                "PersonaKit__Keys__2__Id=backend",
                $"PersonaKit__Keys__2__Hash={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines[0])))}",
                "PersonaKit__Keys__2__Scopes=observe read erase",
                "PersonaKit__Keys__2__Prefix=tenant-7.",
            ],
            lines[1..]);
        Assert.DoesNotContain(lines[0], run.Errors, StringComparison.Ordinal);
        Assert.NotEqual(lines[0], (await Run.Of("key")).Output.Split('\n')[0]);
    }

    [Fact]
    public async Task A_host_started_with_the_settings_takes_the_key_and_signs_with_the_signing_key()
    {
        using var folder = new TemporaryFolder();
        var key = (await Run.Of("key", "--scopes", "read", "--person", "ada")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var signing = (await Run.Of("key", "--signing", "--id", "s1")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var settings = key[1..].Concat(signing).Select(line => $"--{line.Replace("__", ":", StringComparison.Ordinal)}");
        using var host = await HostProcess.StartAsync(
            "PersonaKit.Local.dll", "listens on ", ["--urls", "http://127.0.0.1:0", "--data", Path.Combine(folder.Path, "x.db"), .. settings]);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("traits")).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(HttpMethod.Get, "traits", ("X-Api-Key", key[0]))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Client.SendAsync(HttpMethod.Get, "people/bob/mindscape", ("X-Api-Key", key[0]))).Status);

        var url = host.Client.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        var told = await Run.Of("persona", "--person", "ada", "--mapper", "daily_work_optimizer", "--url", url, "--api-key", key[0]);
        Assert.Contains("404 unknown-person", told.Errors, StringComparison.Ordinal);
        var refused = await Run.Of("persona", "--person", "bob", "--mapper", "daily_work_optimizer", "--url", url, "--api-key", key[0]);
        Assert.Contains("403 forbidden", refused.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key --id no/slash", "--id: a name is")]
    [InlineData("key --scopes write", "--scopes: scopes are observe, read, manage, erase")]
    [InlineData("key --person a --prefix a.", "one of the two")]
    [InlineData("key --person a/b", "--person: a person id is")]
    [InlineData("key --prefix tenant-7", "--prefix: a prefix is")]
    [InlineData("key --index -1", "--index is counted from 0")]
    public async Task A_key_that_no_host_would_take_is_not_made(string arguments, string says)
    {
        var run = await Run.Of(arguments.Split(' '));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(says, run.Errors, StringComparison.Ordinal);
    }
}
