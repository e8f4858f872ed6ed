using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Personas.Contexts;

namespace PersonaKit.Core.Personas.Conditions;

/// <summary>
/// When a rule applies, as the mapper's author wrote it. Every node keeps what it was made of and can be evaluated alone, so that an
/// explanation can show each one's answer although the projection stops at the first that decides.
/// </summary>
/// <param name="Line">Where it stands in the mapper's text, from 1.</param>
/// <param name="Column">Where it stands in its line, from 1.</param>
public abstract record Condition(int Line, int Column)
{
    /// <summary>Evaluates the condition. Parts that cannot change the answer are not evaluated.</summary>
    public abstract bool IsTrue(EvaluationContext evaluation);

    /// <summary>This node and everything below it.</summary>
    public IEnumerable<Condition> Flatten() => this switch
    {
        All all => all.Parts.SelectMany(part => part.Flatten()).Prepend(this),
        Any any => any.Parts.SelectMany(part => part.Flatten()).Prepend(this),
        Not not => not.Part.Flatten().Prepend(this),
        _ => [this],
    };

    /// <summary>True when every part is; an empty one is true.</summary>
    public sealed record All(int Line, int Column, ImmutableArray<Condition> Parts) : Condition(Line, Column)
    {
        /// <inheritdoc/>
        public override bool IsTrue(EvaluationContext evaluation)
        {
            foreach (var part in Parts)
            {
                if (!part.IsTrue(evaluation))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>True when some part is; an empty one is false.</summary>
    public sealed record Any(int Line, int Column, ImmutableArray<Condition> Parts) : Condition(Line, Column)
    {
        /// <inheritdoc/>
        public override bool IsTrue(EvaluationContext evaluation)
        {
            foreach (var part in Parts)
            {
                if (part.IsTrue(evaluation))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True when its part is false.</summary>
    public sealed record Not(int Line, int Column, Condition Part) : Condition(Line, Column)
    {
        /// <inheritdoc/>
        public override bool IsTrue(EvaluationContext evaluation) => !Part.IsTrue(evaluation);
    }

    /// <summary>Compares the value at a trait path with a literal of the mapper.</summary>
    public sealed record TraitCheck(int Line, int Column, TraitPath Path, Comparison Comparison) : Condition(Line, Column)
    {
        /// <inheritdoc/>
        public override bool IsTrue(EvaluationContext evaluation) => Comparison.Holds(evaluation.Read(Path), evaluation);
    }

    /// <summary>Compares a field of the context with a literal of the mapper.</summary>
    public sealed record ContextCheck(int Line, int Column, ContextPath Field, Comparison Comparison) : Condition(Line, Column)
    {
        /// <inheritdoc/>
        public override bool IsTrue(EvaluationContext evaluation) => Comparison.Holds(evaluation.Read(Field), evaluation);
    }

    /// <summary>True when the local hour and weekday lie in a window.</summary>
    public sealed record TimeCheck(int Line, int Column, TimeWindow Window) : Condition(Line, Column)
    {
        /// <inheritdoc/>
        public override bool IsTrue(EvaluationContext evaluation) => Window.IsOpen(evaluation.Zone, evaluation.At);
    }
}
