using YamlDotNet.Core;

namespace PersonaKit.Language.Sources;

/// <summary>A document that is well-formed and still more than we read; it ends the reading where it stands.</summary>
#pragma warning disable CA1032, CA1064 // thrown and caught in this room only
internal sealed class SourceLimitException(Mark place, string message) : Exception(message)
#pragma warning restore CA1032, CA1064
{
    public int Line { get; } = (int)place.Line;

    public int Column { get; } = (int)place.Column;
}
