using PersonaKit.Core.Observations;

namespace PersonaKit.Api.People;

/// <summary>What an export is called on the disk of whoever saves it.</summary>
internal static class ExportFile
{
    /// <summary>A colon or a bar is fine in a person id and not in a file's name everywhere.</summary>
    public static string NameOf(PersonId personId) =>
        string.Concat(personId.Value.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '@' or '+' ? character : '_')) + ".json";
}
