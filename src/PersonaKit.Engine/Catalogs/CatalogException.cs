using System.Collections.Immutable;

namespace PersonaKit.Engine.Catalogs;

/// <summary>A catalog folder has errors. The message holds all of them, one a line.</summary>
public sealed class CatalogException(ImmutableArray<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>As a compiler words them, <c>file(line,column): error: message</c>.</summary>
    public ImmutableArray<string> Errors { get; } = errors;
}
