using System.CommandLine;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Observations;

namespace PersonaKit.Cli.Remote;

/// <summary>The options of every command that sends requests to a host.</summary>
internal sealed class RemoteOptions
{
    private const string UrlVariable = "PERSONAKIT_URL";
    private const string KeyVariable = "PERSONAKIT_API_KEY";
    private const string FunctionKeyVariable = "PERSONAKIT_FUNCTION_KEY";

    private readonly Option<string?> _url = new("--url")
    {
        Description = $"The host's URL, such as http://localhost:7071 (default: {UrlVariable}).",
        HelpName = "url",
    };

    private readonly Option<string?> _key = new("--api-key")
    {
        Description = $"The host's API key, or a token (default: {KeyVariable}, which process lists do not show).",
        HelpName = "key",
    };

    private readonly Option<string?> _functionKey = new("--function-key")
    {
        Description = $"The function key that Azure Functions wants beside an API key (default: {FunctionKeyVariable}, else the API key).",
        HelpName = "key",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_url);
        command.Options.Add(_key);
        command.Options.Add(_functionKey);
    }

    /// <exception cref="CommandFailure">The host's URL is missing or is not an HTTP URL.</exception>
    public ApiConnection Connect(ParseResult parsed, CliContext cli)
    {
        var (url, key, functionKey) = Read(parsed, cli);
        return new ApiConnection(url, key, functionKey, cli.Time);
    }

    /// <summary>The host's address and the keys, as far as there are any.</summary>
    /// <exception cref="CommandFailure">The host's URL is missing or is not an HTTP URL.</exception>
    public (Uri Url, string? Key, string? FunctionKey) Read(ParseResult parsed, CliContext cli)
    {
        var text = parsed.GetValue(_url) ?? cli.Environment(UrlVariable) ?? throw Misused($"--url or {UrlVariable} must give the host's URL");
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? (url, parsed.GetValue(_key) ?? cli.Environment(KeyVariable), parsed.GetValue(_functionKey) ?? cli.Environment(FunctionKeyVariable))
            : throw Misused($"'{text}' is not a URL such as http://localhost:7071");
    }

    public static Option<string?> Person(string description, bool required = true) => new("--person") { Description = description, Required = required, HelpName = "id" };

    /// <exception cref="CommandFailure">The text is not a person id.</exception>
    public static PersonId ReadPerson(string text) => PersonId.TryParse(text, out var person) ? person : throw Misused($"--person: a person id is {PersonId.Rule}");

    /// <summary>The path of a person below the API's root, without a slash at its end.</summary>
    public static string PathOf(PersonId person) => $"people/{Uri.EscapeDataString(person.Value)}";

    private static CommandFailure Misused(string message) => new(message, ExitCodes.Misused);
}
