using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace PersonaKit.Sqlite.Scrubbing;

/// <summary>The pages that are in the write-ahead log (https://www.sqlite.org/fileformat2.html, section 4), frames of no transaction included.</summary>
/// <param name="Sequence">One more with each time that the log begins anew; null when the log is empty.</param>
internal sealed record LogPages(uint? Sequence, IReadOnlyCollection<uint> Numbers)
{
    public const int FrameHeader = 24;

    private const int LogHeader = 32;
    private const int SequenceOffset = 12;

    public static LogPages Read(SafeFileHandle log, int pageSize)
    {
        Span<byte> header = stackalloc byte[LogHeader];
        if (RandomAccess.Read(log, header, 0) < LogHeader)
        {
            return new(null, []);
        }

        var numbers = new SortedSet<uint>();
        var number = header[..sizeof(uint)];
        var sequence = BinaryPrimitives.ReadUInt32BigEndian(header[SequenceOffset..]);
        var length = RandomAccess.GetLength(log);
        for (long frame = LogHeader; frame + FrameHeader + pageSize <= length; frame += FrameHeader + pageSize)
        {
            if (RandomAccess.Read(log, number, frame) == number.Length)
            {
                numbers.Add(BinaryPrimitives.ReadUInt32BigEndian(number));
            }
        }

        return new(sequence, numbers);
    }
}
