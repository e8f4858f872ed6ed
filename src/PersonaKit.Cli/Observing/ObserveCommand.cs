using System.CommandLine;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Observing;

/// <summary><c>observe</c>: sends a file of observations, and prints the receipt of the last.</summary>
internal static class ObserveCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("Whom the observations are of.");
        var quiet = QuietOption.Create();
        var file = new Argument<string>("file") { Description = "JSON Lines, or one JSON document; - for standard input." };
        var command = new Command("observe", "Send observations to a host and print the receipt of the last; sending a file again counts nothing twice.") { file, person, quiet };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var read = await ObservationFileReader.ReadAsync(parsed.GetValue(file)!, cli, cancellationToken);
            var sender = new ObservationSender(api, RemoteOptions.ReadPerson(parsed.GetValue(person)!), read.Name, cli, new Progress(cli, parsed.GetValue(quiet)));
            return await RunAsync(sender, read with { Items = ObservationIds.Assign(read) }, cli, parsed.GetValue(quiet), cancellationToken);
        });
    }

    /// <summary>Sends, prints the receipt and the sum of it.</summary>
    public static async Task<int> RunAsync(ObservationSender sender, ObservationFile file, CliContext cli, bool isQuiet, CancellationToken cancellationToken)
    {
        var tally = await sender.SendAsync(file.Items, file.Digest, cancellationToken);
        if (tally.Receipt is { } receipt)
        {
            await cli.Output.WriteLineAsync(receipt);
        }

        if (!isQuiet)
        {
            await cli.Errors.WriteLineAsync(tally.ToString());
        }

        return tally.Refused == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }
}
