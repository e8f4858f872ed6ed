using System.CommandLine;
using PersonaKit.Core.Observations;

namespace PersonaKit.Cli.Remote;

/// <summary>The options every command has that talks to a host.</summary>
internal sealed class RemoteOptions
{
    private const string UrlVariable = "PERSONAKIT_URL";
    private const string KeyVariable = "PERSONAKIT_API_KEY";

    private readonly Option<string?> _url = new("--url") { Description = $"Where the host listens, such as http://localhost:7071 (default: {UrlVariable}).", HelpName = "url" };
    private readonly Option<string?> _key = new("--api-key") { Description = $"The host's API key (default: {KeyVariable}, which no process list shows).", HelpName = "key" };

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_key);
    }

    /// <summary>Throws <see cref="CommandFailure"/> where nothing says which host is meant.</summary>
    public ApiConnection Connect(ParseResult parsed, CliContext cli)
    {
        var text = parsed.GetValue(_url) ?? cli.Environment(UrlVariable) ?? throw Misused($"--url or {UrlVariable} must say where the host listens");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? new ApiConnection(url, parsed.GetValue(_key) ?? cli.Environment(KeyVariable), cli.Time)
            : throw Misused($"'{text}' is not a URL such as http://localhost:7071");
    }

    public static Option<string?> Person(string description, bool required = true) => new("--person") { Description = description, Required = required, HelpName = "id" };

    public static PersonId ReadPerson(string text) => PersonId.TryParse(text, out var person) ? person : throw Misused($"--person: a person id is {PersonId.Rule}");

    private static CommandFailure Misused(string message) => new(message, ExitCodes.Misused);
}
