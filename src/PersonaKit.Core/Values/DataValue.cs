using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace PersonaKit.Core.Values;

/// <summary>
/// An immutable JSON value: what observations carry, traits hold, conditions compare and suggestions publish.
/// Equality is JSON equality: numbers by value, text ordinal, objects without regard to the order of their keys.
/// </summary>
public abstract record DataValue
{
    private DataValue() { }

    /// <summary>The JSON value null.</summary>
    public sealed record Null : DataValue
    {
        /// <summary>The one value of this type.</summary>
        public static readonly Null Instance = new();
    }

    /// <summary>True or false.</summary>
    public sealed record Boolean : DataValue
    {
        /// <summary>The value true.</summary>
        public static readonly Boolean True = new(true);

        /// <summary>The value false.</summary>
        public static readonly Boolean False = new(false);

        private Boolean(bool value) => Value = value;

        /// <summary>The truth value.</summary>
        public bool Value { get; }

        internal static Boolean From(bool value) => value ? True : False;
    }

    /// <summary>Whether a double holds every number in it.</summary>
    public bool FitsDoubles => this switch
    {
        Number number => number.Literal is null,
        List list => list.Items.All(item => item.FitsDoubles),
        Map map => map.Entries.All(entry => entry.Value.FitsDoubles),
        _ => true,
    };

    /// <summary>
    /// A finite number. <see cref="Literal"/> keeps the digits of a whole number that a double cannot hold, in one spelling for each
    /// number.
    /// </summary>
    public sealed record Number(double Value) : DataValue
    {
        private const double Exact = 9007199254740992d; // 2^53

        /// <summary>The digits of a whole number beyond 2^53; null for a number that a double holds exactly.</summary>
        public string? Literal { get; private init; }

        /// <summary>
        /// The number a text in JSON or YAML stands for. Only whole numbers past 2^53 lose digits that people mean (ids); fractions are
        /// measurements.
        /// </summary>
        public static Number Read(double value, string text)
        {
            if (Math.Abs(value) < Exact
                || !BigInteger.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var whole)
                || whole == new BigInteger(value))
            {
                return new Number(value);
            }

            return new Number(value) { Literal = whole.ToString(CultureInfo.InvariantCulture) };
        }

        /// <summary>JSON equality: the same number.</summary>
        public bool Equals(Number? other) => other is not null && Value.Equals(other.Value) && Literal == other.Literal;

        /// <inheritdoc/>
        public override int GetHashCode() => Value.GetHashCode();

        internal string NumberText => Literal ?? Value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Value) : DataValue;

    /// <summary>A list of values.</summary>
    public sealed record List(ImmutableArray<DataValue> Items) : DataValue
    {
        /// <summary>A list without items.</summary>
        public static readonly List Empty = new([]);

        /// <summary>JSON equality: equal items in the same order.</summary>
        public bool Equals(List? other) => other is not null && Items.AsSpan().SequenceEqual(other.Items.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Length;
    }

    /// <summary>An object. Entries keep the order they were written in; keys are unique.</summary>
    public sealed record Map(ImmutableArray<KeyValuePair<string, DataValue>> Entries) : DataValue
    {
        /// <summary>An object without entries.</summary>
        public static readonly Map Empty = new([]);

        /// <summary>The value of a key; null when the object has no such key.</summary>
        public DataValue? this[string key]
        {
            get
            {
                foreach (var entry in Entries)
                {
                    if (string.Equals(entry.Key, key, StringComparison.Ordinal))
                    {
                        return entry.Value;
                    }
                }

                return null;
            }
        }

        /// <summary>JSON equality: the same keys with equal values, in any order.</summary>
        public bool Equals(Map? other)
        {
            if (other is null || other.Entries.Length != Entries.Length)
            {
                return false;
            }

            foreach (var entry in Entries)
            {
                if (other[entry.Key] is not { } match || match != entry.Value)
                {
                    return false;
                }
            }

            return true;
        }

        /// <inheritdoc/>
        public override int GetHashCode() => Entries.Length;
    }

    /// <summary>A text, or the JSON null for null.</summary>
    public static DataValue Of(string? value) => value is null ? Null.Instance : new Text(value);

    /// <summary>A number, which must be finite.</summary>
    public static DataValue Of(double value) => new Number(value);

    /// <summary>A truth value.</summary>
    public static DataValue Of(bool value) => Boolean.From(value);

    /// <summary>
    /// The value as text in a suggestion: text without quotes, numbers without a needless fraction,
    /// lists joined by a comma, objects as JSON, nothing for null.
    /// </summary>
    public string ToDisplayText() => this switch
    {
        Null => "",
        Boolean b => b.Value ? "true" : "false",
        Number n => n.NumberText,
        Text t => t.Value,
        List l => string.Join(", ", l.Items.Select(item => item.ToDisplayText())),
        _ => DataValueJson.ToJson(this),
    };

    /// <summary>The sub-value at one path segment: a key of an object, or the zero-based index of a list.</summary>
    public DataValue? Descend(string segment) => this switch
    {
        Map map => map[segment],
        List list when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Items.Length => list.Items[index],
        _ => null,
    };

    /// <summary>The word a person would use for the kind of this value in an error message.</summary>
    public string KindName => this switch
    {
        Null => "null",
        Boolean => "a boolean",
        Number => "a number",
        Text => "text",
        List => "a list",
        _ => "an object",
    };
}
