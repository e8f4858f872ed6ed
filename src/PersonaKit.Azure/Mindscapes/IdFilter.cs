using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// A Bloom filter over the ids of one journal page, small enough to travel in the hot document: 12 bits and 8 probes an id at the page's capacity, so that
/// a new id is taken for a known one, and a page read for nothing, three times in a thousand. A span of instants alone would not find the retry
/// of an observation that came without an instant of its own.
/// </summary>
internal sealed class IdFilter
{
    private const int Probes = 8;

    private readonly byte[] _bits;

    private IdFilter(byte[] bits) => _bits = bits;

    public static IdFilter Empty { get; } = new(new byte[JournalLimits.PageObservations * 12 / 8]);

    public static IdFilter Parse(string text) => new(Convert.FromBase64String(text));

    public IdFilter With(IEnumerable<ObservationId> ids)
    {
        var bits = _bits.ToArray();
        foreach (var id in ids)
        {
            var (first, step) = HashOf(id);
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = Bit(first, step, probe, bits.Length);
                bits[bit >> 3] |= (byte)(1 << (bit & 7));
            }
        }

        return new IdFilter(bits);
    }

    public bool MayContain(ObservationId id)
    {
        var (first, step) = HashOf(id);
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = Bit(first, step, probe, _bits.Length);
            if ((_bits[bit >> 3] & (1 << (bit & 7))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => Convert.ToBase64String(_bits);

    private static int Bit(uint first, uint step, int probe, int bytes) => (int)((first + ((ulong)probe * step)) % ((ulong)bytes * 8));

    private static (uint First, uint Step) HashOf(ObservationId id)
    {
        // Stored for years: no hash that may change with the runtime.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(id.Value), hash);
        return (BinaryPrimitives.ReadUInt32LittleEndian(hash), BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]) | 1);
    }
}
