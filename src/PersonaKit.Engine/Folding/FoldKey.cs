using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Folding;

/// <summary>What a long fold computes. Two folds of one key have the same result.</summary>
/// <param name="PersonId">Whose history is folded.</param>
/// <param name="Version">The stored version when the person was read.</param>
/// <param name="LastSequence">The newest accepted observation then.</param>
/// <param name="What">Which part of the history, and for what: any value that is compared by what it says.</param>
internal readonly record struct FoldKey(PersonId PersonId, MindscapeVersion Version, long LastSequence, object What);
