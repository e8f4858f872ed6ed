using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace PersonaKit.Sqlite.Scrubbing;

/// <summary>
/// Which pages were committed to the write-ahead log, over all the times that it begins anew (https://www.sqlite.org/fileformat2.html,
/// section 4). It has to be asked to follow after each commit: the next write may begin the log anew, and overwrites what was not looked
/// at.
/// </summary>
internal sealed class LogFollower(SafeFileHandle log, int pageSize)
{
    private const int LogHeader = 32;
    private const int SaltOffset = 16;
    private const int FrameHeader = 24;
    private const int FrameStart = 16; // of a frame's header: page, size of the database after a commit, salt
    private const int CommitOffset = 4;
    private const int FrameSaltOffset = 8;

    private readonly PageSet _pages = new();
    private readonly List<uint> _transaction = [];
    private ulong _salt;
    private long _next = LogHeader;

    /// <summary>The pages since the last <see cref="Clear"/>.</summary>
    public PageSet Pages => _pages;

    public void Follow()
    {
        Span<byte> header = stackalloc byte[LogHeader];
        if (RandomAccess.Read(log, header, 0) < LogHeader)
        {
            return; // empty
        }

        var salt = BinaryPrimitives.ReadUInt64BigEndian(header[SaltOffset..]);
        if (salt != _salt)
        {
            (_salt, _next) = (salt, LogHeader);
        }

        // Frames behind the last commit are of no transaction, and the next one is written over them.
        var frame = header[..FrameStart];
        for (var at = _next; RandomAccess.Read(log, frame, at) == FrameStart && BinaryPrimitives.ReadUInt64BigEndian(frame[FrameSaltOffset..]) == salt;)
        {
            at += FrameHeader + pageSize;
            _transaction.Add(BinaryPrimitives.ReadUInt32BigEndian(frame));
            if (BinaryPrimitives.ReadUInt32BigEndian(frame[CommitOffset..]) != 0)
            {
                _transaction.ForEach(_pages.Add);
                _transaction.Clear();
                _next = at;
            }
        }

        _transaction.Clear();
    }

    public void Clear() => _pages.Clear();
}
