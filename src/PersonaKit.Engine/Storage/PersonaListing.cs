using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

/// <summary>All cached personas of one person.</summary>
/// <param name="Head">The person's head; version 0 before the first.</param>
/// <param name="Rows">All rows, valid or not, in ordinal order of their keys.</param>
public sealed record PersonaListing(MindscapeVersion Head, ImmutableArray<PersonaRow> Rows);
