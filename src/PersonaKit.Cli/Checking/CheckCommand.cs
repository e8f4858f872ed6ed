using System.CommandLine;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Checking;

/// <summary>
/// <c>check</c>: whether a deployed host keeps the contract that its OpenAPI document states. Writes about a person of its own and erases
/// that person at the end; mappers and the trait catalog are written only with <c>--write-mappers</c>.
/// </summary>
internal static class CheckCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var writes = new Option<bool>("--write-mappers") { Description = "Also upload a mapper and publish the catalog again: they stay on the host." };
        var platform = new Option<bool>("--platform") { Description = "Take the empty 401 and 404 of Azure Functions, which answers these by itself." };
        var command = new Command("check", "Check a host against its OpenAPI document: statuses, bodies, headers, problems.") { writes, platform };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            var (url, key, functionKey) = remote.Read(parsed, cli);
            var target = new CheckTarget(url, key)
            {
                FunctionKey = functionKey,
                MayWriteMappers = parsed.GetValue(writes),
                HasPlatform = parsed.GetValue(platform),
            };
            var (results, untried) = await ContractRun.RunAsync(target, result => Tell(cli, result), cancellationToken);
            var failed = results.Count(result => result.Failures.Count > 0);
            var left = untried.Count == 0 ? "" : $"; not tried: {string.Join(", ", untried)}";
            await cli.Errors.WriteLineAsync($"{results.Count} requests: {results.Count - failed} as documented, {failed} not{left}");
            return failed == 0 ? ExitCodes.Done : ExitCodes.Failed;
        });
    }

    private static void Tell(CliContext cli, CheckResult result)
    {
        foreach (var failure in result.Failures)
        {
            cli.Output.WriteLine($"{result.Request}: {failure}");
        }
    }
}
