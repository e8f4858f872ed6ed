using System.Net.Sockets;
using System.Text;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

/// <summary>Bodies whose framing is not HTTP, sent over a socket because no client library would.</summary>
public sealed class BrokenBodyTests
{
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [InlineData("7FFFFFFFFFFFFFFF\r\n{}\r\n0\r\n\r\n")]
    [InlineData("80000000\r\n{}\r\n0\r\n\r\n")]
    [InlineData("-1\r\n{}\r\n0\r\n\r\n")]
    [InlineData("zz\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    public async Task A_body_whose_chunks_are_not_HTTP_is_a_bad_request(string chunks)
    {
        var host = new StartedHost();
        await host.InitializeAsync();
        try
        {
            foreach (var (target, type) in new[] { ("POST /api/v1/people/ada/observations", "application/json"), ("POST /api/v1/mappers/validate", "application/yaml") })
            {
                var answer = await SendAsync(new Uri(host.Address), $"{target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}");
                Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
                Assert.Contains("urn:personakit:problem:bad-request", answer, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("   at ", host.Log, StringComparison.Ordinal);
        }
        finally
        {
            await host.DisposeAsync();
        }
    }

    private static async Task<string> SendAsync(Uri address, string request)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(limit.Token);
    }
}
