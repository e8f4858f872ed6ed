using PersonaKit.Core.Observations;

namespace PersonaKit.Api.Authorization;

/// <summary>Whom a caller may ask about: everybody, one person, or everybody whose id starts with a prefix.</summary>
internal readonly record struct PersonReach
{
    public const string PrefixRule =
        "the start of a person id, with at least one character more to come, that ends in one of . _ : @ | ~ + -, "
        + "so that 'tenant-7.' is not the prefix of 'tenant-77.ada'";

    private PersonReach(string? person, string? prefix) => (Person, Prefix) = (person, prefix);

    public static PersonReach Everybody => default;

    public string? Person { get; }

    public string? Prefix { get; }

    public bool IsEverybody => Person is null && Prefix is null;

    public static PersonReach OfPerson(PersonId person) => new(person.Value, null);

    public static bool TryParsePrefix(string? text, out PersonReach reach)
    {
        var isPrefix = PersonId.TryParse(text, out var id) && id.Value.Length < PersonId.MaxLength && !char.IsAsciiLetterOrDigit(id.Value[^1]);
        reach = isPrefix ? new PersonReach(null, text) : default;
        return isPrefix;
    }

    /// <param name="person">A person id as it stands in a path or a body, valid or not.</param>
    public bool Includes(string person) =>
        Person is not null ? Person == person
        : Prefix is null || (person.Length > Prefix.Length && person.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>Whether nobody is in <paramref name="other"/> who is not in this one.</summary>
    public bool Covers(PersonReach other) =>
        IsEverybody
        || (other.Person is { } person ? Includes(person) : Prefix is not null && other.Prefix?.StartsWith(Prefix, StringComparison.Ordinal) == true);
}
