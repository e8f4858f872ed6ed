using System.Collections.Frozen;

namespace PersonaKit.Core.Observations;

/// <summary>
/// Which members of the content of observations a reader needs, so that a store need not parse the others. A store may read more than that.
/// </summary>
public sealed class ContentSelection
{
    private readonly FrozenDictionary<string, string[]?> _members;

    /// <param name="members">By the observation type; null for all members. Of a type that is not listed none is needed.</param>
    internal ContentSelection(IReadOnlyDictionary<string, string[]?> members) => _members = members.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Which members of the content are needed, whatever the content is.</summary>
    /// <param name="type">The observation type.</param>
    /// <param name="members">The members; null for all of them.</param>
    /// <returns>False when none is needed.</returns>
    public bool TryFind(string type, out IReadOnlyList<string>? members)
    {
        var isListed = _members.TryGetValue(type, out var found);
        members = found;
        return isListed;
    }
}
