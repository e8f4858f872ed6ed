using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Scrubbing;

/// <summary>
/// Makes what is deleted from the tables gone from the bytes: empties the write-ahead log into the file and clears what no cell uses in its pages.
/// All of them the first time, and after that those which the log had since. Only on the writer's thread, outside of a transaction.
/// </summary>
internal sealed class FileScrubber : IDisposable
{
    /// <summary>Frames. Below the limit at which SQLite empties the log by itself, and begins it anew without the list of what was in it.</summary>
    private const int LongLog = 6000;
    private const int ChunkBytes = 1024 * 1024;
    private const int PageSizeOffset = 16;
    private const int ReservedOffset = 20;

    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _log;
    private readonly int _pageSize;
    private readonly int _usable;

    /// <summary>The sequence number of the log which has every page that changed since all were clear; null when that is not known.</summary>
    private uint? _next;

    /// <param name="path">Of a database that is open and has been read, so that both files are there. To be disposed after its connections: closing a file gives up every lock that the process has on it.</param>
    public FileScrubber(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _log = File.OpenHandle(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[ReservedOffset + 1];
        RandomAccess.Read(_file, header, 0);
        _pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeOffset..]) is var size && size == 1 ? 65536 : size;
        _usable = _pageSize - header[ReservedOffset];
    }

    /// <summary>Whether the log should be emptied now, lest the next scrub has to read the whole file.</summary>
    public bool IsLogLong => _next is not null && RandomAccess.GetLength(_log) > (long)LongLog * (LogPages.FrameHeader + _pageSize);

    /// <summary>False, with nothing cleared, while a reader needs the log.</summary>
    public bool TryScrub(SqlSession session)
    {
        var changed = LogPages.Read(_log, _pageSize);
        if (session.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is not 0L)
        {
            return false;
        }

        var isComplete = _next is not null && (changed.Sequence is null || changed.Sequence == _next);
        var isWritten = isComplete ? Scrub(changed.Numbers) : ScrubAll();
        if (isWritten)
        {
            RandomAccess.FlushToDisk(_file);
        }

        // The pages in the connection's memory have what was just cleared, and would bring it back with their next change.
        session.Run("PRAGMA shrink_memory");
        _next = changed.Sequence is { } sequence ? sequence + 1 : _next;
        return true;
    }

    public void Dispose()
    {
        _file.Dispose();
        _log.Dispose();
    }

    private bool Scrub(IEnumerable<uint> numbers)
    {
        var page = new byte[_pageSize];
        var isWritten = false;
        foreach (var number in numbers)
        {
            var at = (number - 1L) * _pageSize;
            if (RandomAccess.Read(_file, page, at) == _pageSize)
            {
                isWritten |= Scrub(page, at);
            }
        }

        return isWritten;
    }

    private bool ScrubAll()
    {
        var chunk = new byte[ChunkBytes];
        var isWritten = false;
        int read;
        for (long at = 0; (read = RandomAccess.Read(_file, chunk, at)) >= _pageSize; at += read - (read % _pageSize))
        {
            for (var offset = 0; offset + _pageSize <= read; offset += _pageSize)
            {
                isWritten |= Scrub(chunk.AsSpan(offset, _pageSize), at + offset);
            }
        }

        return isWritten;
    }

    private bool Scrub(Span<byte> page, long at)
    {
        if (!UnusedBytes.Clear(page[.._usable], isFirstPage: at == 0))
        {
            return false;
        }

        RandomAccess.Write(_file, page, at);
        return true;
    }
}
