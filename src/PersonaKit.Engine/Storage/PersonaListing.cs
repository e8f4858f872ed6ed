using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes;

namespace PersonaKit.Engine.Storage;

public sealed record PersonaListing(MindscapeVersion Head, ImmutableArray<PersonaRow> Rows);
