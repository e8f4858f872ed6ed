using System.CommandLine;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Observations;

namespace PersonaKit.Cli.Keys;

/// <summary>
/// <c>key</c>: makes an API key, or with <c>--signing</c> a key that signs tokens, and prints the settings that make a host take it.
/// </summary>
internal static class KeyCommand
{
    private static readonly string[] ScopeWords = ["observe", "read", "manage", "erase"];

    public static Command Of(CliContext cli)
    {
        var id = new Option<string?>("--id") { Description = "The key's name, which is no secret (default: the day it is made).", HelpName = "id" };
        var scopes = new Option<string>("--scopes")
        {
            Description = "What it allows: words of observe, read, manage and erase.",
            DefaultValueFactory = _ => "observe read",
            HelpName = "scopes",
        };
        var person = new Option<string?>("--person") { Description = "The only person it is for.", HelpName = "id" };
        var prefix = new Option<string?>("--prefix")
        {
            Description = "What the ids of all people start with whom it is for, such as tenant-7.",
            HelpName = "prefix",
        };
        var index = new Option<int>("--index") { Description = "Its place in the list of the host's keys, counted from 0.", HelpName = "number" };
        var signing = new Option<bool>("--signing") { Description = "Make a key that signs tokens instead." };
        var command = new Command("key", "Make an API key and print the settings that make a host take it.") { id, scopes, person, prefix, index, signing };
        return command.Does(cli, async (parsed, _) =>
        {
            var name = parsed.GetValue(id) ?? $"key-{cli.Time.GetUtcNow():yyyyMMdd}";
            Check(PersonId.TryParse(name, out var _), $"--id: a name is {PersonId.Rule}");
            Check(parsed.GetValue(index) >= 0, "--index is counted from 0");
            if (parsed.GetValue(signing))
            {
                return await PrintAsync(cli, $"PersonaKit__Tokens__SigningKeys__{parsed.GetValue(index)}", [("Id", name), ("Secret", NewKey.SigningSecret())]);
            }

            var words = parsed.GetValue(scopes)!.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
            Check(words.Length > 0 && words.All(ScopeWords.Contains), $"--scopes: scopes are {string.Join(", ", ScopeWords)}");
            var (only, start) = (parsed.GetValue(person), parsed.GetValue(prefix));
            Check(only is null || start is null, "--person and --prefix: a key is for one of the two");
            Check(only is null || PersonId.TryParse(only, out var _), $"--person: a person id is {PersonId.Rule}");
            Check(
                start is null || (PersonId.TryParse(start, out var _) && !char.IsAsciiLetterOrDigit(start[^1])),
                "--prefix: a prefix is the start of a person id and ends in one of . _ : @ | ~ + -");

            // The key alone on standard output's first line: what follows can be shown to anybody.
            var key = NewKey.Create();
            await cli.Output.WriteLineAsync(key.Text);
            await cli.Errors.WriteLineAsync("the line above is the key: it is kept nowhere and cannot be shown again. The host's settings:");
            return await PrintAsync(
                cli,
                $"PersonaKit__Keys__{parsed.GetValue(index)}",
                [("Id", name), ("Hash", key.Hash), ("Scopes", string.Join(' ', words)), ("Person", only), ("Prefix", start)]);
        });
    }

    private static async Task<int> PrintAsync(CliContext cli, string section, (string Name, string? Value)[] settings)
    {
        foreach (var (name, value) in settings.Where(setting => setting.Value is not null))
        {
            await cli.Output.WriteLineAsync($"{section}__{name}={value}");
        }

        return ExitCodes.Done;
    }

    private static void Check(bool isRight, string message)
    {
        if (!isRight)
        {
            throw new CommandFailure(message, ExitCodes.Misused);
        }
    }
}
