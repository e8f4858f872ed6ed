using System.CommandLine;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Showing;

/// <summary><c>export</c>: all data of a person on a host, as one JSON document.</summary>
internal static class ExportCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("The person to export.");
        var output = new Option<string?>("--output", "-o") { Description = "The file to write (default: standard output).", HelpName = "file" };
        var quiet = QuietOption.Create();
        var command = new Command("export", "Write all data of a person on a host as one JSON document.") { person, output, quiet };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var progress = new Progress(cli, parsed.GetValue(quiet));
            var path = $"{RemoteOptions.PathOf(RemoteOptions.ReadPerson(parsed.GetValue(person)!))}/export";
            var export = await api.GetAsync(path, count => progress.Show(count, null, " bytes"), cancellationToken);
            progress.Clear();
            var document = export.IsSuccess ? export.Body : throw export.ToFailure();
            if (parsed.GetValue(output) is not { } file)
            {
                await cli.Output.WriteLineAsync(System.Text.Encoding.UTF8.GetString(document));
                return ExitCodes.Done;
            }

            // Renamed only when it is complete, so that a partial export is never taken for a whole one.
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
