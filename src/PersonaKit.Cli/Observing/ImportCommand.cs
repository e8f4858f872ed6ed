using System.CommandLine;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Observing;

/// <summary><c>import</c>: sends the observations of an export again with the same ids.</summary>
internal static class ImportCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("The person to import into (default: the person of the export).", required: false);
        var quiet = QuietOption.Create();
        var file = new Argument<string>("file") { Description = "A file written by export, or JSON Lines; - for standard input." };
        var command = new Command("import", "Send the observations of an export to a host. Importing twice changes nothing.") { file, person, quiet };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var read = await ObservationFileReader.ReadAsync(parsed.GetValue(file)!, cli, cancellationToken);
            var owner = parsed.GetValue(person) ?? read.PersonId
                ?? throw new CommandFailure($"{read.Name} names no person; give --person", ExitCodes.Misused);
            var items = ExportedItems.ToSend(read.Items);
            var left = read.Items.Length - items.Length;
            if (left > 0 && !parsed.GetValue(quiet))
            {
                await cli.Errors.WriteLineAsync($"{left} left out: retracted observations and retractions");
            }

            var known = ObservationIds.Assign(read with { Items = items });
            var sender = new ObservationSender(api, RemoteOptions.ReadPerson(owner), read.Name, cli, new Progress(cli, parsed.GetValue(quiet)));
            return await ObserveCommand.RunAsync(sender, read with { Items = known }, cli, parsed.GetValue(quiet), cancellationToken);
        });
    }
}
