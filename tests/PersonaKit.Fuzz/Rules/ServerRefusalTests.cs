using System.Text;
using PersonaKit.Fuzz.Judging;

namespace PersonaKit.Fuzz.Rules;

public sealed class ServerRefusalTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /a%2Fb?c=%00&\\ HTTP/1.1\r\nHost: [::1]:80\r\nX-Empty:\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\nwhatever")]
    [InlineData("\r\nGET / HTTP/1.0\r\nContent-Length: 0\r\n\r\n")]
    public void What_HTTP_allows_explains_no_refusal(string request) => Assert.Empty(Of(request));

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("GET / HTTP/3.7\r\nHost: a\r\n\r\n", 505)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n", 400)]
    public void What_HTTP_forbids_does(string request, int status) => Assert.Contains(status, Of(request));

    [Fact]
    public void The_servers_limits_do()
    {
        Assert.Contains(414, Of($"GET /{new string('a', 8200)} HTTP/1.1\r\nHost: a\r\n\r\n"));
        Assert.Contains(431, Of($"GET / HTTP/1.1\r\nHost: a\r\nX: {new string('a', 33_000)}\r\n\r\n"));
        Assert.Contains(431, Of($"GET / HTTP/1.1\r\nHost: a\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 101))}\r\n"));
    }

    private static IReadOnlySet<int> Of(string request) => ServerRefusals.Of(Encoding.Latin1.GetBytes(request));
}
