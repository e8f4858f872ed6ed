namespace PersonaKit.Core.Personas.Conditions;

/// <summary>On which side of its literal a number passes.</summary>
/// <param name="IsLower">True when larger numbers pass, false when smaller ones do.</param>
/// <param name="IsOpen">True when the literal itself does not pass.</param>
public readonly record struct NumberBound(bool IsLower, bool IsOpen);
