using System.Net;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Local;

namespace PersonaKit.Host.Tests.Access;

public sealed class AccessSettingsTests
{
    private static readonly string Hash = new('a', 64);

    public static TheoryData<string, string[]> Wrong => new()
    {
        { "PersonaKit:Keys:0:Id", ["Keys:0:Hash=" + Hash, "Keys:0:Scopes=read"] },
        { "PersonaKit:Keys:0:Hash", ["Keys:0:Id=a", "Keys:0:Scopes=read"] },
        { "PersonaKit:Keys:0:Hash", ["Keys:0:Id=a", "Keys:0:Hash=s3cret", "Keys:0:Scopes=read"] },
        { "PersonaKit:Keys:0:Scopes", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash] },
        { "PersonaKit:Keys:0:Scopes", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash, "Keys:0:Scopes=read write"] },
        { "PersonaKit:Keys:0:Person", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash, "Keys:0:Scopes=read", "Keys:0:Person=no spaces"] },
        { "PersonaKit:Keys:0:Prefix", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash, "Keys:0:Scopes=read", "Keys:0:Prefix=tenant-7"] },
        { "both Person and Prefix", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash, "Keys:0:Scopes=read", "Keys:0:Prefix=a.", "Keys:0:Person=a.b"] },
        { "the same Id twice", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash, "Keys:0:Scopes=read", "Keys:1:Id=a", "Keys:1:Hash=b" + Hash[1..], "Keys:1:Scopes=read"] },
        { "the same Hash twice", ["Keys:0:Id=a", "Keys:0:Hash=" + Hash, "Keys:0:Scopes=read", "Keys:1:Id=b", "Keys:1:Hash=A" + Hash[1..], "Keys:1:Scopes=read"] },
        { "PersonaKit:Tokens:SigningKeys:0:Secret", ["Tokens:SigningKeys:0:Id=a", "Tokens:SigningKeys:0:Secret=c2hvcnQ="] },
        { "PersonaKit:Tokens:SigningKeys:0:Id", ["Tokens:SigningKeys:0:Secret=" + Convert.ToBase64String(new byte[32])] },
        { "PersonaKit:Jwt:Authority", ["Jwt:Authority=http://login.example/tenant", "Jwt:Audience=a", "Jwt:Grants:0:Role=a", "Jwt:Grants:0:Scopes=read"] },
        { "PersonaKit:Jwt:Audience", ["Jwt:Authority=https://login.example/tenant", "Jwt:Grants:0:Role=a", "Jwt:Grants:0:Scopes=read"] },
        { "PersonaKit:Jwt:Grants", ["Jwt:Authority=https://login.example/tenant", "Jwt:Audience=a"] },
        { "PersonaKit:Jwt:Grants:0:Scopes", ["Jwt:Authority=https://login.example/tenant", "Jwt:Audience=a", "Jwt:Grants:0:Role=a"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_setting_that_would_allow_something_else_than_it_seems_to_stops_the_start(string says, string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("personakit-access-");
        try
        {
            var errors = new StringWriter();
            var exitCode = await CommandLine.RunAsync(
                ["--data", Path.Combine(folder.FullName, "x.db"), "--urls", "http://127.0.0.1:0", .. settings.Select(setting => $"--PersonaKit:{setting}")], TextWriter.Null, errors).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(2, exitCode);
            Assert.Contains(says, errors.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", errors.ToString(), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Combine(folder.FullName, "x.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Several_keys_are_valid_at_once_and_each_is_taken_from_either_header()
    {
        var host = new StartedHost { Arguments = [.. TestKeys.Key(0, "old", "read"), .. TestKeys.Key(1, "new", "read"), "--api-key", "of the line"] };
        await host.InitializeAsync();
        try
        {
            foreach (var key in (string[])[TestKeys.Of("old"), TestKeys.Of("new"), "of the line"])
            {
                foreach (var (header, value) in new[] { ("X-Api-Key", key), ("Authorization", $"Bearer {key}"), ("authorization", $"bearer {key}"), ("x-functions-key", key) })
                {
                    Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(HttpMethod.Get, "traits", (header, value))).Status);
                }

                Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync($"traits?code={Uri.EscapeDataString(key)}")).Status);
            }

            Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.SendAsync(HttpMethod.Get, "traits", ("X-Api-Key", TestKeys.HashOf(TestKeys.Of("old"))))).Status);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_wrong_bearer_token_is_not_made_good_by_a_key_beside_it()
    {
        var host = new StartedHost { Arguments = TestKeys.Key(0, "k", "read") };
        await host.InitializeAsync();
        try
        {
            var answer = await host.Client.SendAsync(HttpMethod.Get, "traits", ("Authorization", "Bearer wrong"), ("X-Api-Key", TestKeys.Of("k")));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_correction_needs_the_right_to_erase()
    {
        var host = new StartedHost { Arguments = [.. TestKeys.Key(0, "writer", "observe"), .. TestKeys.Key(1, "owner", "observe erase")] };
        await host.InitializeAsync();
        try
        {
            const string Correction = """{"corrects":"s-1","type":"note","content":{"text":"no"}}""";
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("writer", Samples.SessionWithId("s-1"))).Status);
            var refused = await PostAsync("writer", Correction);
            Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (refused.Status, refused.Problem));
            Assert.Contains("error=\"insufficient_scope\", scope=\"erase\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Accepted, (await PostAsync("owner", Correction)).Status);

            Task<Answer> PostAsync(string key, string body) => AccessWorld.SendAsync(host.Client.Http, TestKeys.Of(key), HttpMethod.Post, "people/ada/observations", body);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_sample_of_everybody_is_not_for_those_who_are_restricted()
    {
        var host = new StartedHost { Arguments = [.. TestKeys.Key(0, "some", "read", prefix: "a."), .. TestKeys.Key(1, "all", "read")] };
        await host.InitializeAsync();
        try
        {
            const string Path = "mappers/daily_work_optimizer/revisions/1/compare";
            Assert.Equal(HttpStatusCode.Forbidden, (await AccessWorld.SendAsync(host.Client.Http, TestKeys.Of("some"), HttpMethod.Post, Path, "{}")).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await AccessWorld.SendAsync(host.Client.Http, TestKeys.Of("some"), HttpMethod.Post, Path, """{"people":["a.b","b.a"]}""")).Status);
            Assert.Equal(HttpStatusCode.OK, (await AccessWorld.SendAsync(host.Client.Http, TestKeys.Of("some"), HttpMethod.Post, Path, """{"people":["a.b"]}""")).Status);
            Assert.Equal(HttpStatusCode.OK, (await AccessWorld.SendAsync(host.Client.Http, TestKeys.Of("all"), HttpMethod.Post, Path, "{}")).Status);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }
}
