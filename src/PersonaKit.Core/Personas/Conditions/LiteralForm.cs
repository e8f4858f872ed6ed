using System.Collections.Immutable;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>What the value of a check must be in a mapper, by its operator.</summary>
public abstract class LiteralForm
{
    /// <summary>Nothing is compared: a value is taken and has no meaning.</summary>
    public static readonly LiteralForm None = new NoLiteral();

    /// <summary>Any value.</summary>
    public static readonly LiteralForm Any = new AnyLiteral();

    /// <summary>A list of values.</summary>
    public static readonly LiteralForm List = new ListLiteral();

    /// <summary>A number of minutes, 0 or more, which may be written as text.</summary>
    public static readonly LiteralForm Minutes = new MinutesLiteral();

    private LiteralForm() { }

    /// <summary>True when a check without a value is an error.</summary>
    public abstract bool IsNeeded { get; }

    /// <summary>What is expected, in words for the author of a value that does not fit.</summary>
    public abstract string Expectation { get; }

    /// <summary>The value in the form the operator compares; null when it does not fit.</summary>
    public abstract DataValue? Fit(DataValue literal);

    /// <summary>The values that the literal names, each of which is compared as a whole.</summary>
    /// <param name="literal">One that fits.</param>
    public abstract ImmutableArray<DataValue> Members(DataValue literal);

    private sealed class NoLiteral : LiteralForm
    {
        public override bool IsNeeded => false;

        public override string Expectation => "nothing";

        public override DataValue? Fit(DataValue literal) => DataValue.Null.Instance;

        public override ImmutableArray<DataValue> Members(DataValue literal) => [];
    }

    private sealed class AnyLiteral : LiteralForm
    {
        public override bool IsNeeded => true;

        public override string Expectation => "any value";

        public override DataValue? Fit(DataValue literal) => literal;

        public override ImmutableArray<DataValue> Members(DataValue literal) => [literal];
    }

    private sealed class ListLiteral : LiteralForm
    {
        public override bool IsNeeded => true;

        public override string Expectation => "a list";

        public override DataValue? Fit(DataValue literal) => literal as DataValue.List;

        public override ImmutableArray<DataValue> Members(DataValue literal) => ((DataValue.List)literal).Items;
    }

    private sealed class MinutesLiteral : LiteralForm
    {
        public override bool IsNeeded => true;

        public override string Expectation => "a number of minutes, 0 or more";

        public override DataValue? Fit(DataValue literal) => NumericText.TryRead(literal) is { } minutes and >= 0
            ? literal as DataValue.Number ?? DataValue.Of(minutes)
            : null;

        public override ImmutableArray<DataValue> Members(DataValue literal) => [];
    }
}
