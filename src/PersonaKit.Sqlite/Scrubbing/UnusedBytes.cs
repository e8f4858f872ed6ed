using System.Buffers.Binary;

namespace PersonaKit.Sqlite.Scrubbing;

/// <summary>
/// The bytes of a b-tree page that hold nothing: the gap between the cell pointers and the cells, and the free blocks. SQLite clears a deleted cell
/// (<c>secure_delete</c>), but not the copies that stay in the gap when it lays the cells of neighbouring pages out anew. The layout is that of
/// https://www.sqlite.org/fileformat2.html, section 1.6.
/// </summary>
internal static class UnusedBytes
{
    private const int FileHeader = 100;
    private const int LeafHeader = 8;
    private const int InteriorHeader = 12;
    private const int FreeBlockHeader = 4;

    /// <summary>Clears them; false when there was nothing to clear, or the page is not one of a b-tree.</summary>
    /// <param name="usable">The page without what SQLite reserves at its end.</param>
    public static bool Clear(Span<byte> usable, bool isFirstPage)
    {
        var start = isFirstPage ? FileHeader : 0;
        var header = usable[start] switch
        {
            // An overflow page or one of the free list begins with the number of the next page. It would have to be beyond 128 GiB to look like these.
            2 or 5 => InteriorHeader,
            10 or 13 => LeafHeader,
            _ => 0,
        };
        if (header == 0)
        {
            return false;
        }

        var gap = start + header + (2 * Number(usable, start + 3));
        var cells = Number(usable, start + 5) is var offset && offset == 0 ? 65536 : offset;
        if (gap > cells || cells > usable.Length)
        {
            return false;
        }

        var cleared = Clear(usable[gap..cells]);
        var least = cells;
        for (var block = Number(usable, start + 1); block >= least && block + FreeBlockHeader <= usable.Length; block = Number(usable, block))
        {
            var size = Number(usable, block + 2);
            if (size < FreeBlockHeader || block + size > usable.Length)
            {
                break;
            }

            cleared |= Clear(usable[(block + FreeBlockHeader)..(block + size)]);
            least = block + size;
        }

        return cleared;
    }

    private static bool Clear(Span<byte> unused)
    {
        if (!unused.ContainsAnyExcept((byte)0))
        {
            return false;
        }

        unused.Clear();
        return true;
    }

    private static int Number(ReadOnlySpan<byte> page, int at) => BinaryPrimitives.ReadUInt16BigEndian(page[at..]);
}
