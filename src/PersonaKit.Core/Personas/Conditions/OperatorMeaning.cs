namespace PersonaKit.Core.Personas.Conditions;

/// <summary>
/// What is certain of every value that passes an operator, so that the review can find checks that contradict one another. A meaning may
/// say less than the operator does, never more.
/// </summary>
public sealed record OperatorMeaning
{
    /// <summary>Every value passes, and only what is missing does not.</summary>
    public static readonly OperatorMeaning Present = new() { IsPresence = true };

    /// <summary>No value passes, only what is missing does.</summary>
    public static readonly OperatorMeaning Missing = new() { IsPresence = false };

    /// <summary>Exactly the values that the literal names pass.</summary>
    public static readonly OperatorMeaning OneOf = new() { NamesValues = true, IsClosed = true };

    /// <summary>The values that the literal names do not pass, all others do.</summary>
    public static readonly OperatorMeaning NoneOf = new() { NamesValues = true };

    /// <summary>Numbers above the literal pass.</summary>
    public static readonly OperatorMeaning Above = new() { Bound = new(IsLower: true, IsOpen: true) };

    /// <summary>The literal and numbers above it pass.</summary>
    public static readonly OperatorMeaning AtLeast = new() { Bound = new(IsLower: true, IsOpen: false) };

    /// <summary>Numbers below the literal pass.</summary>
    public static readonly OperatorMeaning Below = new() { Bound = new(IsLower: false, IsOpen: true) };

    /// <summary>The literal and numbers below it pass.</summary>
    public static readonly OperatorMeaning AtMost = new() { Bound = new(IsLower: false, IsOpen: false) };

    /// <summary>Only trying a value tells whether it passes.</summary>
    public static readonly OperatorMeaning Open = new();

    private OperatorMeaning() { }

    /// <summary>True for every value, false for none; null when it depends on the value.</summary>
    public bool? IsPresence { get; private init; }

    /// <summary>True when the literal names whole values, which the trait should be able to have.</summary>
    public bool NamesValues { get; private init; }

    /// <summary>True when no value passes that the literal does not name.</summary>
    public bool IsClosed { get; private init; }

    /// <summary>Null when numbers are not ordered by it.</summary>
    public NumberBound? Bound { get; private init; }
}
