using System.Collections.Immutable;

namespace PersonaKit.Local.Options;

/// <summary>
/// Turns the command line into settings. The framework takes any key there is; here a word that is neither an option of ours nor a
/// setting with its section is refused, so that a misspelt <c>--api-kye</c> does not start an open host.
/// </summary>
public static class CommandLineParser
{
    public const string Help = $"""
        Usage: PersonaKit.Local [options]

          --urls URLS       where to listen, separated by ';' (default {LocalOptions.DefaultUrl})
          --data FILE       the SQLite file, created when missing in a folder that is there
                            (default ./.personakit/personakit.db, folder included)
          --catalog DIR     traits.yaml and mappers/*.yaml|yml|json (default: the shipped ones)
          --api-key KEY     one key that allows everything, for the header X-Api-Key (or set {LocalOptionsReader.ApiKeyVariable});
                            this or PersonaKit:Keys is required to listen on anything but loopback,
                            there of at least 16 characters
          --demo            play a sample fortnight of one person, print their personas and exit
          --Section:Key VALUE
                            any other setting, as in appsettings.json, such as --Logging:LogLevel:Default Debug
          --environment NAME
                            reads appsettings.NAME.json, too
          --help, --version

        """;

    public static CommandLineOutcome Parse(IReadOnlyList<string> arguments)
    {
        var settings = ImmutableArray.CreateBuilder<string>();
        var isDemo = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = Split(arguments[i]);
            switch (name)
            {
                case "--help" or "-h" or "-?":
                    return new CommandLineOutcome.Help();
                case "--version":
                    return new CommandLineOutcome.Version();
                case "--demo" when value is null:
                    isDemo = true;
                    continue;
            }

            if (SettingOf(name) is not { } setting)
            {
                return new CommandLineOutcome.Refused($"unknown option '{arguments[i]}'; --help lists them all");
            }

            value ??= i + 1 < arguments.Count ? arguments[++i] : null;
            if (string.IsNullOrEmpty(value))
            {
                return new CommandLineOutcome.Refused($"{name} needs a value");
            }

            settings.Add($"--{setting}={value}");
        }

        return new CommandLineOutcome.Run(settings.DrainToImmutable(), isDemo);
    }

    private static string? SettingOf(string name) => name switch
    {
        "--urls" => LocalOptionsReader.UrlsSetting,
        "--data" => LocalOptionsReader.DataSetting,
        "--catalog" => LocalOptionsReader.CatalogSetting,
        "--api-key" => LocalOptionsReader.ApiKeySetting,
        "--environment" => "environment",
        _ when name.StartsWith("--", StringComparison.Ordinal) && name.IndexOf(':', StringComparison.Ordinal) > 2 => name[2..],
        _ => null,
    };

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }
}
