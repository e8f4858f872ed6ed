using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PersonaKit.Core.Observations;

namespace PersonaKit.Azure.Mindscapes;

/// <summary>
/// A Bloom filter over the ids of one journal page, small enough for the hot document: 12 bits per id and 8 probes, which gives 0.3 % false
/// positives in a full page. A false positive costs one page read. The page's span of instants is not enough: a retry without
/// <c>observed_at</c> has a different instant.
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
        // The filter is stored, so the hash must be the same in every version of the runtime.
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(id.Value), hash);
        return (BinaryPrimitives.ReadUInt32LittleEndian(hash), BinaryPrimitives.ReadUInt32LittleEndian(hash[4..]) | 1);
    }
}
