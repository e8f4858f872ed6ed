using Microsoft.Extensions.Configuration;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Local;
using PersonaKit.Local.Options;

namespace PersonaKit.Host.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help", 0, "--urls")]
    [InlineData("--version", 0, "0.1.0")]
    [InlineData("--port=80", 2, "unknown option '--port=80'")]
    [InlineData("run", 2, "unknown option 'run'")]
    [InlineData("--data", 2, "--data needs a value")]
    [InlineData("--urls=https://localhost:7071", 2, "only http")]
    [InlineData("--urls=localhost", 2, "not a URL")]
    [InlineData("--urls=http://localhost:99999", 2, "between 0 and 65535")]
    [InlineData("--urls=http://0.0.0.0:7071", 2, "API key")]
    [InlineData("--urls=http://*:7071", 2, "API key")]
    [InlineData("--urls=http://kit.example:7071", 2, "API key")]
    [InlineData("--urls=http://localhost:7071;http://192.0.2.1:7071", 2, "API key")]
    public async Task An_option_is_answered_or_refused(string argument, int exitCode, string says)
    {
        var output = new StringWriter();
        Assert.Equal(exitCode, await CommandLine.RunAsync([argument], output, output));
        Assert.Contains(says, output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:7071")]
    [InlineData("http://127.0.0.1:0;http://[::1]:0")]
    [InlineData("http://127.8.8.8:7071")]
    public void Loopback_needs_no_key(string urls) => Assert.IsType<LocalOptionsOutcome.Valid>(Read(("urls", urls)));

    [Fact]
    public void The_key_may_come_from_the_environment()
    {
        var read = Read(("urls", "http://*:7071"), ("PERSONAKIT_API_KEY", "sixteen letters!"));
        Assert.Equal("sixteen letters!", Assert.IsType<LocalOptionsOutcome.Valid>(read).Options.ApiKey);
    }

    [Theory]
    [InlineData("PersonaKit:Keys:0:Id", "a")]
    [InlineData("PersonaKit:Jwt:Authority", "https://login.example")]
    public void Configured_keys_or_an_identity_provider_open_other_addresses(string setting, string value)
    {
        var options = Assert.IsType<LocalOptionsOutcome.Valid>(Read(("urls", "http://*:7071"), (setting, value))).Options;
        Assert.True(options.AsksForCredentials);
        Assert.IsType<LocalOptionsOutcome.Refused>(Read(("urls", "http://*:7071"), (setting, value), ("PersonaKit:ApiKey", "short")));
    }

    [Theory]
    [InlineData("http://*:7071", false)]
    [InlineData("http://localhost:7071;http://192.0.2.1:7071", false)]
    [InlineData("http://localhost:7071;http://[::1]:7071", true)]
    public void A_key_that_can_be_guessed_opens_loopback_only(string urls, bool isTaken)
    {
        var read = Read(("urls", urls), ("PersonaKit:ApiKey", "fifteen letters"));
        if (isTaken)
        {
            Assert.IsType<LocalOptionsOutcome.Valid>(read);
            return;
        }

        var reason = Assert.IsType<LocalOptionsOutcome.Refused>(read).Reason;
        Assert.Contains("at least 16 characters", reason, StringComparison.Ordinal);
        Assert.DoesNotContain("fifteen", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_path_of_the_data_makes_no_folders()
    {
        var folder = Directory.CreateTempSubdirectory("personakit-data-");
        try
        {
            var mistyped = Path.Combine(folder.FullName, "dta", "deeper");
            var errors = new StringWriter();
            Assert.Equal(1, await CommandLine.RunAsync(["--data", Path.Combine(mistyped, "x.db"), "--urls", "http://127.0.0.1:0"], TextWriter.Null, errors).WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.Contains($"the folder {mistyped} does not exist", errors.ToString(), StringComparison.Ordinal);
            Assert.Empty(folder.EnumerateFileSystemInfos());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_folder_of_the_default_is_made_and_is_the_owners_alone()
    {
        var folder = Directory.CreateTempSubdirectory("personakit-default-");
        try
        {
            using var host = await HostProcess.StartInAsync(folder.FullName);
            var data = Path.Combine(folder.FullName, LocalOptions.DefaultDataPath);
            Assert.True(File.Exists(data));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(data)!));
            }

            Assert.Equal(0, await host.TerminateAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_address_from_anywhere_but_the_urls_is_refused()
    {
        var read = Read(("Kestrel:Endpoints:Open:Url", "http://0.0.0.0:80"));
        Assert.Contains("Kestrel:Endpoints", Assert.IsType<LocalOptionsOutcome.Refused>(read).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_absolute_from_the_start_on()
    {
        var options = Assert.IsType<LocalOptionsOutcome.Valid>(Read(("PersonaKit:Catalog", "my-catalog"))).Options;
        Assert.Equal(Path.GetFullPath("my-catalog"), options.CatalogPath);
        Assert.Equal(Path.GetFullPath(".personakit/personakit.db"), options.DataPath);
    }

    [Theory]
    [InlineData("--PersonaKit:InboxLimit=0", "PersonaKit:InboxLimit is 0")]
    [InlineData("--PersonaKit:InboxLimit=many", "PersonaKit:InboxLimit")]
    [InlineData("--PersonaKit:MapperRefresh=00:10:00", "PersonaKit:MapperRefresh is 00:10:00")]
    public async Task A_wrong_setting_stops_the_start_with_its_name(string argument, string says)
    {
        var folder = Directory.CreateTempSubdirectory("personakit-setting-");
        try
        {
            var errors = new StringWriter();
            Assert.Equal(2, await CommandLine.RunAsync(["--data", Path.Combine(folder.FullName, "x.db"), "--urls", "http://127.0.0.1:0", argument], TextWriter.Null, errors));
            Assert.Contains(says, errors.ToString(), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder.FullName, "x.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_bad_catalog_stops_the_start_with_every_error_of_every_file()
    {
        var folder = Directory.CreateTempSubdirectory("personakit-catalog-");
        try
        {
            await WriteAsync("traits.yaml", "traits:\n  a.b: {kind: nothing, half_life: 1d}\n  c.d: {kind: fact, half_life: never}\n");
            await WriteAsync("mappers/one.yaml", "metadata: {id: one, name: One}\nrules: 7\nbogus: 1\n");
            await WriteAsync("mappers/two.json", "{\"metadata\": {\"id\": \"Two!\"}");
            await WriteAsync("mappers/readme.txt", "not a mapper");
            var errors = new StringWriter();
            Assert.Equal(2, await CommandLine.RunAsync(["--catalog", folder.FullName, "--data", Path.Combine(folder.FullName, "x.db")], TextWriter.Null, errors));

            var lines = errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(lines, line => Assert.Matches(@"^.+\.(yaml|json)\(\d+,\d+\): error: .+$", line));
            Assert.Contains(lines, line => line.Contains("traits.yaml(2,", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("traits.yaml(3,", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("one.yaml(2,", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("one.yaml(3,", StringComparison.Ordinal));
            Assert.Contains(lines, line => line.Contains("two.json(", StringComparison.Ordinal));
            Assert.False(File.Exists(Path.Combine(folder.FullName, "x.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        async Task WriteAsync(string name, string text)
        {
            var path = Path.Combine(folder.FullName, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }
    }

    [Fact]
    public async Task A_catalog_that_is_not_there_is_named()
    {
        var errors = new StringWriter();
        Assert.Equal(2, await CommandLine.RunAsync(["--catalog", "/no/such/folder"], TextWriter.Null, errors));
        Assert.Contains("traits.yaml(1,1): error: the file is missing", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_plays_its_fortnight_and_shows_personas_in_both_zones()
    {
        var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync(["--demo"], output, output));
        var text = output.ToString();
        Assert.Contains("Europe/Berlin", text, StringComparison.Ordinal);
        Assert.Contains("America/New_York", text, StringComparison.Ordinal);
        Assert.Contains("true until Wed 7 Jan 2026 12:00", text, StringComparison.Ordinal);
        Assert.Contains("70 lines played: 66 accepted, 4 duplicates", text, StringComparison.Ordinal);
    }

    private static LocalOptionsOutcome Read(params (string Key, string Value)[] settings) =>
        LocalOptionsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
}
