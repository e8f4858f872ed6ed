using System.CommandLine;
using PersonaKit.Cli.Files;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Catalogs;

/// <summary><c>mapper validate</c> and <c>traits validate</c>: prints every error of every file like a compiler.</summary>
internal static class ValidateCommand
{
    private static Argument<string[]> Files => new("file")
    {
        Description = "Files, directories (their .yaml, .yml and .json files) or - for standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command OfMappers(CliContext cli)
    {
        var files = Files;
        var catalog = CatalogOption.Create();
        const string description =
            "Check mapper files: prints file(line,column): error: message for every error, and warning: for probable mistakes.";
        return new Command("validate", description) { files, catalog }
            .Does(cli, async (parsed, cancellationToken) =>
            {
                var traits = await CatalogOption.ReadAsync(parsed.GetValue(catalog), cli, cancellationToken);
                return await RunAsync(cli, parsed.GetValue(files)!, text => Findings.OfMapper(text, traits), cancellationToken);
            });
    }

    public static Command OfTraits(CliContext cli)
    {
        var files = Files;
        return new Command("validate", "Check trait catalogs: prints file(line,column): error: message for every error.") { files }
            .Does(cli, (parsed, cancellationToken) => RunAsync(cli, parsed.GetValue(files)!, Findings.OfTraits, cancellationToken));
    }

    private static async Task<int> RunAsync(CliContext cli, string[] names, Func<string, Findings> check, CancellationToken cancellationToken)
    {
        var (files, errors, warnings) = (0, 0, 0);
        foreach (var name in SourceFiles.Expand(names))
        {
            files++;
            try
            {
                var source = await SourceFiles.ReadAsync(name, cli, cancellationToken);
                var found = check(source.Text);
                (errors, warnings) = (errors + found.Errors.Length, warnings + found.Warnings.Length);
                foreach (var line in found.Lines(source.Name))
                {
                    await cli.Output.WriteLineAsync(line);
                }
            }
            catch (CommandFailure unreadable)
            {
                // A missing file does not hide the errors of the others.
                errors++;
                await cli.Output.WriteLineAsync(unreadable.Message);
            }
        }

        await cli.Errors.WriteLineAsync($"{Count(files, "file")}: {Count(errors, "error")}, {Count(warnings, "warning")}");
        return errors == 0 ? ExitCodes.Done : ExitCodes.Failed;
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
