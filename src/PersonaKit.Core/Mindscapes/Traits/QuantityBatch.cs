using System.Numerics;
using PersonaKit.Core.Mindscapes.Decay;

namespace PersonaKit.Core.Mindscapes.Traits;

/// <summary>
/// Sums of many numbers at once. Terms of one half-life are added up in 128 bits before they reach the exact sums, which takes a fraction
/// of the time and changes no digit.
/// </summary>
internal struct QuantityBatch
{
    /// <summary>Below it the squares of a million terms fit into 128 bits.</summary>
    private const long Largest = 1L << 31;

    private const int MostTerms = 1 << 20;

    private long _index;
    private int _terms;
    private Int128 _amount;
    private Int128 _weighted;
    private Int128 _squares;

    public DecayedSum Total { get; private set; }

    public DecayedSum Weighted { get; private set; }

    public DecayedSum Squares { get; private set; }

    public QuantityBatch(QuantityState state) => (Total, Weighted, Squares) = (state.Total, state.Weighted, state.Squares);

    public void Add(EvidenceWeight weight, long thousandths)
    {
        if (weight.Index != _index || _terms == MostTerms)
        {
            Flush();
            _index = weight.Index;
        }

        if (Math.Abs(thousandths) >= Largest)
        {
            var weighted = (BigInteger)weight.Amount * thousandths;
            Total = Total.Add(weight.Index, weight.Amount);
            Weighted = Weighted.Add(weight.Index, weighted);
            Squares = Squares.Add(weight.Index, weighted * thousandths);
            return;
        }

        var term = (Int128)weight.Amount * thousandths;
        _terms++;
        _amount += weight.Amount;
        _weighted += term;
        _squares += term * thousandths;
    }

    public void Flush()
    {
        if (_terms > 0)
        {
            Total = Total.Add(_index, _amount);
            Weighted = Weighted.Add(_index, _weighted);
            Squares = Squares.Add(_index, _squares);
            (_terms, _amount, _weighted, _squares) = (0, 0, 0, 0);
        }
    }
}
