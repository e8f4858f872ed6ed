using System.CommandLine;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Observing;

/// <summary><c>observe</c>: sends a file of observations and prints the last receipt.</summary>
internal static class ObserveCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("The person who was observed.");
        var quiet = QuietOption.Create();
        var file = new Argument<string>("file") { Description = "JSON Lines, or one JSON document; - for standard input." };
        const string description = "Send observations to a host and print the last receipt. Sending a file twice counts nothing twice.";
        var command = new Command("observe", description) { file, person, quiet };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var read = await ObservationFileReader.ReadAsync(parsed.GetValue(file)!, cli, cancellationToken);
            var sender = new ObservationSender(api, RemoteOptions.ReadPerson(parsed.GetValue(person)!), read.Name, cli, new Progress(cli, parsed.GetValue(quiet)));
            return await RunAsync(sender, read with { Items = ObservationIds.Assign(read) }, cli, parsed.GetValue(quiet), cancellationToken);
        });
    }

    /// <summary>Sends the observations, and prints the receipt and the totals.</summary>
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
