using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Scrubbing;

/// <summary>
/// Makes what is deleted from the tables gone from the bytes: empties the write-ahead log into the file and clears what no cell uses in
/// its pages. All of them the first time, and after that those which were written since. Only on the writer's thread, outside of a
/// transaction.
/// </summary>
internal sealed class FileScrubber : IDisposable
{
    /// <summary>
    /// Pages. So many are cleared in a few dozen milliseconds, which is the longest that an erase keeps other writes waiting.
    /// </summary>
    private const int ManyPages = 8192;

    private const int ChunkBytes = 1024 * 1024;
    private const int PageSizeOffset = 16;
    private const int ReservedOffset = 20;

    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _log;
    private readonly LogFollower _follower;
    private readonly int _pageSize;
    private readonly int _usable;

    /// <summary>Whether every page is clear but those that were followed.</summary>
    private bool _isComplete;

    /// <summary>With so many pages it is worth a try to clear them.</summary>
    private int _enough = ManyPages;

    /// <param name="path">
    /// Of a database that is open and has been read, so that both files are there. To be disposed after its connections: closing a file
    /// gives up every lock that the process has on it.
    /// </param>
    public FileScrubber(string path)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _log = File.OpenHandle(path + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[ReservedOffset + 1];
        RandomAccess.Read(_file, header, 0);
        _pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[PageSizeOffset..]) is var size && size == 1 ? 65536 : size;
        _usable = _pageSize - header[ReservedOffset];
        _follower = new LogFollower(_log, _pageSize);
    }

    /// <summary>
    /// To be called after each commit: notes the pages it wrote. Clears those of many commits now and then, lest a scrub has to clear too
    /// many at once.
    /// </summary>
    public void Follow(SqlSession session)
    {
        if (!_isComplete)
        {
            return;
        }

        try
        {
            _follower.Follow();
            if (_follower.Pages.Count >= _enough)
            {
                ClearFollowed(session);
            }
        }
        catch
        {
            _isComplete = false;
            throw;
        }
    }

    /// <summary>To be called after a failed transaction: what is in the log now may not be followed.</summary>
    public void LoseTrack() => _isComplete = false;

    /// <summary>False, with nothing cleared, while a reader needs the log.</summary>
    public bool TryScrub(SqlSession session)
    {
        if (session.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            return false;
        }

        Clear(_isComplete ? Scrub(_follower.Pages.Numbers) : ScrubAll());

        // The pages in the connection's memory have what was just cleared, and would bring it back with their next change.
        session.Run("PRAGMA shrink_memory");
        _isComplete = true;
        return true;
    }

    public void Dispose()
    {
        _file.Dispose();
        _log.Dispose();
    }

    /// <summary>
    /// Nothing was erased, so the log may stay, and what the connection has in memory, too: until a page is written again its bytes are
    /// nowhere else, and then it is followed anew.
    /// </summary>
    private void ClearFollowed(SqlSession session)
    {
        bool isWhole;
        using (var checkpoint = session.Query("PRAGMA wal_checkpoint(PASSIVE)"))
        {
            // Whether it was busy, the frames of the log, and how many of them are in the file now.
            isWhole = checkpoint.Read() && checkpoint.GetInt64(0) == 0 && checkpoint.GetInt64(1) == checkpoint.GetInt64(2);
        }

        if (isWhole)
        {
            Clear(Scrub(_follower.Pages.Numbers));
        }
        else
        {
            // A reader is in the middle of a snapshot.
            _enough = _follower.Pages.Count + (ManyPages / 8);
        }
    }

    private void Clear(bool isWritten)
    {
        if (isWritten)
        {
            RandomAccess.FlushToDisk(_file);
        }

        _follower.Clear();
        _enough = ManyPages;
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
