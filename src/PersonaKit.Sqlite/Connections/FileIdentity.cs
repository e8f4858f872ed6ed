using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PersonaKit.Sqlite.Connections;

/// <summary>Which file stands at a path, and how long it is: a file that was put in place of another has another identity.</summary>
internal readonly partial record struct FileIdentity(ulong Device, ulong File, long Size)
{
    // Of Linux's struct statx, which is the same on every processor.
    private const int AtWorkingDirectory = -100;
    private const uint BasicStats = 0x7ff;
    private const int StatxLength = 256;
    private const int FileOffset = 32;
    private const int SizeOffset = 40;
    private const int DeviceOffset = 136;

    public static readonly FileIdentity Missing;

    public bool Exists => this != Missing;

    public bool IsSameFile(FileIdentity other) => (Device, File) == (other.Device, other.File);

    public static FileIdentity Of(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> stat = stackalloc byte[StatxLength];
            if (Statx(AtWorkingDirectory, path, 0, BasicStats, ref MemoryMarshal.GetReference(stat)) == 0)
            {
                return new(
                    BinaryPrimitives.ReadUInt64LittleEndian(stat[DeviceOffset..]),
                    BinaryPrimitives.ReadUInt64LittleEndian(stat[FileOffset..]),
                    BinaryPrimitives.ReadInt64LittleEndian(stat[SizeOffset..]));
            }
        }

        // Elsewhere a file's birth tells it from another; Windows does not let an open database be replaced at all.
        var file = new FileInfo(path);
        return file.Exists ? new(0, OperatingSystem.IsLinux() ? 1 : (ulong)file.CreationTimeUtc.Ticks, file.Length) : Missing;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte stat);
}
