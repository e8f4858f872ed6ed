using System.Net;
using Microsoft.IdentityModel.Tokens;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests.Access;

/// <summary>Whatever is sent as a token, the host refuses it and does not fail.</summary>
public sealed class MalformedTokenTests : IAsyncLifetime
{
    private readonly StartedHost _host = new() { Arguments = TestKeys.Key(0, "backend", "observe", prefix: "tenant-7.") };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    public static TheoryData<string, string> Malformed => new()
    {
        { """{"alg":"HS256","typ":"at+jwt"}""", "" },
        { """{"alg":"HS256","typ":"at+jwt"}""", "not json" },
        { """{"alg":"HS256","typ":"at+jwt"}""", "[]" },
        { """{"alg":"HS256","typ":"at+jwt"}""", """{"iss":5}""" },
        { """{"alg":"HS256","typ":"at+jwt"}""", """{"iss":["urn:personakit:tokens"]}""" },
        { """{"alg":"HS256","typ":"at+jwt"}""", """{"iss":"urn:personakit:tokens","exp":"soon"}""" },
        { """{"alg":"HS256","typ":"at+jwt"}""", """{"iss":"urn:personakit:tokens","exp":1e400}""" },
        { """{"alg":"HS256","typ":"at+jwt"}""", """{"iss":"urn:personakit:tokens","exp":99999999999999999999,"aud":{}}""" },
        { """{"alg":"HS256","typ":"at+jwt"}""", """{"iss":"urn:personakit:tokens","scope":{"a":[1]},"person":null,"client_id":7}""" },
        { """{"alg":5,"typ":[]}""", """{"iss":"urn:personakit:tokens"}""" },
        { """{"alg":"HS256","kid":{}}""", """{"iss":"urn:personakit:tokens"}""" },
        { """{"alg":"HS256","crit":["exp"],"b64":false}""", """{"iss":"urn:personakit:tokens"}""" },
        { """{"alg":"dir","enc":"A128GCM","zip":"DEF"}""", """{"iss":"urn:personakit:tokens"}""" },
        { "{\"alg\"", "{}" },
        { """{"a\u0000":"\ud800"}""", """{"iss":"\ud800"}""" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_only_looks_like_a_token_is_401(string header, string payload)
    {
        foreach (var signature in (string[])["", "AAAA", "%%%"])
        {
            var text = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}.{signature}";
            Assert.StartsWith("eyJ", text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(text, "tenant-7.ada")).Status);
        }
    }

    /// <summary>The last character of a part may have bits that count for nothing; whatever else is changed breaks it.</summary>
    [Fact]
    public async Task No_changed_character_is_a_failure_of_the_host()
    {
        var minted = await SendAsync(TestKeys.Of("backend"), "tokens", """{"person_id":"tenant-7.ada","scopes":["observe"]}""");
        var token = minted.Json.GetProperty("access_token").GetString()!;
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var characters = token.ToCharArray();
            characters[random.Next(3, characters.Length)] = "AZaz09-_.%+ ="[random.Next(13)];
            var answer = await PostAsync(new string(characters), "tenant-7.bob");
            Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, $"{answer.Status} for {new string(characters)}");
        }
    }

    private Task<Answer> PostAsync(string token, string person) => SendAsync(token, $"people/{person}/observations", Samples.Session);

    private Task<Answer> SendAsync(string credential, string path, string body) => AccessWorld.SendAsync(_host.Client.Http, credential, HttpMethod.Post, path, body);
}
