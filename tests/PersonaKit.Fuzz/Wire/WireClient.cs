using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PersonaKit.Fuzz.Wire;

/// <summary>Sends requests over a socket of its own, which it keeps as long as both sides let it.</summary>
internal sealed class WireClient(IPEndPoint address) : IDisposable
{
    /// <summary>How long a request may stay without an answer before it counts as hanging for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How long the host gets to answer what may not be a whole request, before this side hangs up.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMilliseconds(100);

    private Socket? _socket;
    private AnswerReader? _reader;

    public async Task<Exchange> SendAsync(WireRequest request)
    {
        if (_socket is not null && (!request.LeavesConnectionUsable || _reader!.HasLeftovers || _socket.Poll(0, SelectMode.SelectRead)))
        {
            Close();
        }

        if (_socket is null)
        {
            _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await _socket.ConnectAsync(address);
            _reader = new AnswerReader(_socket);
        }

        using var patience = new CancellationTokenSource(Patience);
        var clock = Stopwatch.StartNew();
        var reading = _reader!.ReadAsync(request.Raw is null && request.Method == "HEAD", patience.Token);
        await WriteAsync(request.ToBytes(), patience.Token);
        clock.Restart();
        if (!request.IsComplete)
        {
            await Task.WhenAny(reading, Task.Delay(Doubt));
            HangUp();
        }

        try
        {
            var answer = await reading;
            if (answer is null || answer.ClosesConnection || !request.LeavesConnectionUsable)
            {
                Close();
            }

            return new Exchange(request, answer, clock.Elapsed, HasTimedOut: false);
        }
        catch (OperationCanceledException)
        {
            Close();
            return new Exchange(request, null, clock.Elapsed, HasTimedOut: true);
        }
    }

    public void Dispose() => Close();

    /// <summary>A host that refuses early hangs up in the middle of a body; its answer may still be there to read.</summary>
    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket!.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
            }
        }
        catch (Exception refused) when (refused is SocketException or OperationCanceledException)
        {
            return;
        }
    }

    private void HangUp()
    {
        try
        {
            _socket!.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            return; // the other side was faster
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
