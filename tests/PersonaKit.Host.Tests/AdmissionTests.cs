using System.Globalization;
using System.Net.Sockets;
using System.Text;
using PersonaKit.Api.Admission;
using PersonaKit.Engine;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>A bounded number of bytes of bodies is in memory at once.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private const int Large = 1_000_000;

    private readonly StartedHost _host = new() { Arguments = ["--PersonaKit:BodyMemory", "2097152"] };
    private readonly List<TcpClient> _connections = [];

    public Task InitializeAsync() => _host.InitializeAsync();

    public async Task DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_large_body_without_room_is_refused_before_it_is_read_and_small_ones_are_taken()
    {
        await StartPostAsync(Large);
        await EventuallyUsesAsync(Large);
        using var refused = await StartPostAsync(Large);
        var answer = await ReadHeadAsync(refused);
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 1", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("urn:personakit:problem:busy", answer, StringComparison.Ordinal);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(202, (int)(await _host.Client.PostAsync("small", Samples.Session)).Status);
        }
    }

    [Fact]
    public async Task Room_is_given_back_when_the_sender_goes_away_and_when_it_is_answered()
    {
        var first = await StartPostAsync(Large);
        await EventuallyUsesAsync(Large);
        first.Dispose();
        await EventuallyUsesAsync(0);
        var answer = await _host.Client.PostAsync("large", $$$"""{"type":"note","content":{"text":"{{{new string('x', Large)}}}"}}""");
        Assert.Equal("observation-too-large", answer.Problem);
        await EventuallyUsesAsync(0);
    }

    [Fact]
    public async Task A_body_of_unknown_length_counts_as_small_until_it_is_not()
    {
        await StartPostAsync(Large);
        await EventuallyUsesAsync(Large);
        using var small = new StreamContent(new PipedBody(Encoding.UTF8.GetBytes(Samples.Session))) { Headers = { ContentType = new("application/json") } };
        Assert.Equal(202, (int)(await _host.Client.PostAsync("chunked", small)).Status);
        using var large = new StreamContent(new PipedBody(Encoding.UTF8.GetBytes($"[{Samples.Session}{new string(' ', Large)}]"))) { Headers = { ContentType = new("application/json") } };
        var refused = await _host.Client.PostAsync("chunked", large);
        Assert.Equal("busy", refused.Problem);
        Assert.Equal("1", refused.RetryAfter);
        await EventuallyUsesAsync(Large);
    }

    [Fact]
    public void A_quarter_of_the_room_is_for_small_bodies_alone()
    {
        var admission = new BodyAdmission(new EngineOptions { BodyMemory = 4 * 1024 * 1024 });
        using var first = admission.TryEnter(3 * 1024 * 1024);
        Assert.NotNull(first);
        Assert.Null(admission.TryEnter(BodyAdmission.SmallBytes + 1));
        var small = Enumerable.Range(0, 16).Select(_ => admission.TryEnter(BodyAdmission.SmallBytes)).ToList();
        Assert.DoesNotContain(null, small);
        Assert.Null(admission.TryEnter(1));
        small[0]!.Dispose();
        small[0]!.Dispose();
        Assert.Equal((4 * 1024 * 1024) - BodyAdmission.SmallBytes, admission.Used);
        Assert.NotNull(admission.TryEnter(BodyAdmission.SmallBytes));
    }

    /// <summary>A post whose sender stops after half of the body.</summary>
    private async Task<TcpClient> StartPostAsync(int length)
    {
        var address = new Uri(_host.Address);
        var connection = new TcpClient();
        _connections.Add(connection);
        await connection.ConnectAsync(address.Host, address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/people/ada/observations HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{new string(' ', 30_000)}")));
        return connection;
    }

    private static async Task<string> ReadHeadAsync(TcpClient connection)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("\"instance\"", StringComparison.Ordinal))
        {
            var read = await connection.GetStream().ReadAsync(buffer, limit.Token);
            Assert.NotEqual(0, read);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private async Task EventuallyUsesAsync(long bytes)
    {
        var admission = _host.Service<BodyAdmission>();
        for (var i = 0; i < 500 && admission.Used != bytes; i++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(bytes, admission.Used);
    }
}
