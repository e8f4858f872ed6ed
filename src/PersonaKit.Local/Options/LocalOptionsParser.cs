using System.Collections.Immutable;

namespace PersonaKit.Local.Options;

/// <summary>Reads the command line. By hand: six options need no library that has to be loaded before the first request.</summary>
public static class LocalOptionsParser
{
    public const string ApiKeyVariable = "PERSONAKIT_API_KEY";

    public const string Help = $"""
        Usage: PersonaKit.Local [options]

          --urls URLS       where to listen, separated by ';' (default {LocalOptions.DefaultUrl})
          --data FILE       the SQLite file (default ./.personakit/personakit.db; created when missing)
          --catalog DIR     traits.yaml and mappers/*.yaml|yml|json (default: the shipped ones)
          --api-key KEY     every request but health needs it in x-functions-key (or set {ApiKeyVariable});
                            required to listen on anything but loopback
          --demo            play a sample fortnight of one person, print their personas and exit
          --help, --version

        """;

    public static LocalOptionsOutcome Parse(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var options = new LocalOptions { ApiKey = NullIfEmpty(environment(ApiKeyVariable)) };
        var urls = LocalOptions.DefaultUrl;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            switch (name)
            {
                case "--help" or "-h" or "-?":
                    return new LocalOptionsOutcome.Help();
                case "--version":
                    return new LocalOptionsOutcome.Version();
                case "--demo" when value is null:
                    options = options with { IsDemo = true };
                    continue;
                case not ("--urls" or "--data" or "--catalog" or "--api-key"):
                    return new LocalOptionsOutcome.Refused($"unknown option '{arguments[i]}'; --help lists them all");
            }

            value ??= i + 1 < arguments.Count ? arguments[++i] : null;
            if (string.IsNullOrEmpty(value))
            {
                return new LocalOptionsOutcome.Refused($"{name} needs a value");
            }

            switch (name)
            {
                case "--urls":
                    urls = value;
                    break;
                case "--data":
                    options = options with { DataPath = value, KeepsData = true };
                    break;
                case "--catalog":
                    options = options with { CatalogPath = value };
                    break;
                default:
                    options = options with { ApiKey = value };
                    break;
            }
        }

        return WithUrls(options, urls);
    }

    private static LocalOptionsOutcome WithUrls(LocalOptions options, string urls)
    {
        var listen = ImmutableArray.CreateBuilder<ListenUrl>();
        foreach (var text in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ListenUrl.TryParse(text, out var fault) is not { } url)
            {
                return new LocalOptionsOutcome.Refused($"--urls: {fault}");
            }

            if (!url.IsLoopback && options.ApiKey is null)
            {
                return new LocalOptionsOutcome.Refused(
                    $"--urls: {text} can be reached from other machines, which needs an API key: --api-key or {ApiKeyVariable}");
            }

            listen.Add(url);
        }

        return listen.Count == 0
            ? new LocalOptionsOutcome.Refused("--urls needs a value")
            : new LocalOptionsOutcome.Run(options with { Urls = listen.DrainToImmutable() });
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
