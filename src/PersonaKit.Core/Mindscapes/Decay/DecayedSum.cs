using System.Numerics;

namespace PersonaKit.Core.Mindscapes.Decay;

/// <summary>
/// A sum of decaying terms that is exact, and therefore the same in whatever order the terms come. A term observed at half-life number <c>k</c> of the
/// calendar counts <c>amount × 2^k</c>; amounts are integers, and terms are added up as integers within blocks of 32 half-lives. The newest
/// three blocks are kept: what is older weighs less than 2^−64 of anything in the newest, and dropping a whole block never depends on
/// the order of arrival either.
/// </summary>
internal readonly record struct DecayedSum(long Block, BigInteger Newest, BigInteger Older, BigInteger Oldest)
{
    public const int BlockBits = 5;
    public const int BlockSize = 1 << BlockBits;

    public static readonly DecayedSum Zero = new(long.MinValue, BigInteger.Zero, BigInteger.Zero, BigInteger.Zero);

    public bool IsEmpty => Block == long.MinValue;

    /// <param name="index">The number of whole half-lives from the origin of the calendar to the observation.</param>
    /// <param name="amount">The term, in units of its own choice.</param>
    public DecayedSum Add(long index, BigInteger amount)
    {
        var block = index >> BlockBits;
        var value = amount << (int)(index & (BlockSize - 1));
        if (IsEmpty)
        {
            return new(block, value, BigInteger.Zero, BigInteger.Zero);
        }

        return (block - Block) switch
        {
            0 => this with { Newest = Newest + value },
            -1 => this with { Older = Older + value },
            -2 => this with { Oldest = Oldest + value },
            < 0 => this,
            1 => new(block, value, Newest, Older),
            2 => new(block, value, BigInteger.Zero, Newest),
            _ => new(block, value, BigInteger.Zero, BigInteger.Zero),
        };
    }

    /// <summary>The sum of the terms of both. Exact: each holds its newest three blocks, which are all that can be among the newest three of both.</summary>
    public DecayedSum Merge(in DecayedSum other)
    {
        if (IsEmpty || other.IsEmpty)
        {
            return IsEmpty ? other : this;
        }

        var (left, right) = (EndingWith(Math.Max(Block, other.Block)), other.EndingWith(Math.Max(Block, other.Block)));
        return new(left.Block, left.Newest + right.Newest, left.Older + right.Older, left.Oldest + right.Oldest);
    }

    private DecayedSum EndingWith(long top) => (top - Block) switch
    {
        0 => this,
        1 => new(top, BigInteger.Zero, Newest, Older),
        2 => new(top, BigInteger.Zero, BigInteger.Zero, Newest),
        _ => new(top, BigInteger.Zero, BigInteger.Zero, BigInteger.Zero),
    };

    /// <summary>The three blocks that end with <paramref name="top"/> as one integer, in units of <c>2^(32 × (top − 2))</c>.</summary>
    public BigInteger InWindowOf(long top)
    {
        if (IsEmpty)
        {
            return BigInteger.Zero;
        }

        return (top - Block) switch
        {
            0 => (Newest << (2 * BlockSize)) + (Older << BlockSize) + Oldest,
            1 => (Newest << BlockSize) + Older,
            2 => Newest,
            > 2 => BigInteger.Zero,
            _ => throw new ArgumentOutOfRangeException(nameof(top), top, $"the sum reaches block {Block}"),
        };
    }
}
