using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PersonaKit.Fuzz.Wire;

/// <summary>Reads answers from a socket, strictly enough to notice when one is not whole.</summary>
internal sealed class AnswerReader(Socket socket)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes that came and belong to no answer yet.</summary>
    public bool HasLeftovers => _end > _start || socket.Available > 0;

    /// <summary>The next final answer, or null when the connection ends before it is whole.</summary>
    public async Task<WireAnswer?> ReadAsync(bool toHead, CancellationToken cancellationToken)
    {
        while (await ReadHeadAsync(cancellationToken) is { } head)
        {
            var lines = head.Split("\r\n");
            if (lines[0].Split(' ') is not ["HTTP/1.1", var code, ..] || !int.TryParse(code, out var status))
            {
                throw new InvalidDataException($"no status line: {lines[0]}");
            }

            if (status < 200)
            {
                continue;
            }

            var headers = new Dictionary<string, string>();
            foreach (var line in lines.Skip(1))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
            }

            var body = toHead || status is 204 or 304 ? [] : await ReadBodyAsync(headers, cancellationToken);
            return body is null ? null : new WireAnswer(status, headers, body);
        }

        return null;
    }

    private async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8);
            if (found >= 0)
            {
                var head = Encoding.Latin1.GetString(_buffer, _start, found);
                _start += found + 4;
                return head;
            }

            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    private async Task<byte[]?> ReadBodyAsync(Dictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (headers.TryGetValue("content-length", out var text))
        {
            return await TakeAsync(int.Parse(text), cancellationToken);
        }

        var body = new ArrayBufferWriter<byte>();
        if (headers.GetValueOrDefault("transfer-encoding") == "chunked")
        {
            while (await ReadLineAsync(cancellationToken) is { } line)
            {
                var length = int.Parse(line, NumberStyles.HexNumber);
                if (await TakeAsync(length + 2, cancellationToken) is not { } chunk)
                {
                    return null;
                }

                if (length == 0)
                {
                    return body.WrittenSpan.ToArray();
                }

                body.Write(chunk.AsSpan(0, length));
            }

            return null;
        }

        do
        {
            body.Write(_buffer.AsSpan(_start, _end - _start));
            _start = _end;
        }
        while (await FillAsync(cancellationToken));

        return body.WrittenSpan.ToArray();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (found >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, found);
                _start += found + 2;
                return line;
            }

            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }
    }

    private async Task<byte[]?> TakeAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            if (!await FillAsync(cancellationToken))
            {
                return null;
            }
        }

        var taken = _buffer.AsSpan(_start, count).ToArray();
        _start += count;
        return taken;
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            var grown = new byte[_buffer.Length * 2];
            _buffer.AsSpan(_start, _end - _start).CopyTo(grown);
            (_buffer, _end, _start) = (grown, _end - _start, 0);
        }

        try
        {
            var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellationToken);
            _end += count;
            return count > 0;
        }
        catch (SocketException)
        {
            return false; // reset
        }
    }
}
