using System.CommandLine;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Remote;

namespace PersonaKit.Cli.Showing;

/// <summary><c>export</c>: everything a host knows of a person, as one JSON document.</summary>
internal static class ExportCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("Whose data.");
        var output = new Option<string?>("--output", "-o") { Description = "The file to write (default: standard output).", HelpName = "file" };
        var quiet = ObserveCommand.QuietOption();
        var command = new Command("export", "Write everything a host knows of a person as JSON.") { person, output, quiet };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var reader = new ExportReader(api, RemoteOptions.ReadPerson(parsed.GetValue(person)!), cli, new Progress(cli, parsed.GetValue(quiet)));
            var document = await reader.ReadAsync(cancellationToken);
            if (parsed.GetValue(output) is not { } file)
            {
                await cli.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(document));
                return ExitCodes.Done;
            }

            // Under its own name only when it is whole: half an export looks like one.
            var partial = $"{file}.part";
            await File.WriteAllBytesAsync(partial, document, cancellationToken);
            File.Move(partial, file, overwrite: true);
            if (!parsed.GetValue(quiet))
            {
                await cli.Errors.WriteLineAsync($"{document.Length} bytes in {file}");
            }

            return ExitCodes.Done;
        });
    }
}
