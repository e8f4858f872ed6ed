using System.Text;
using PersonaKit.Cli.Terminal;

namespace PersonaKit.Cli.Tests.Hosting;

/// <summary>One run of the tool in this process: its output and exit code.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors)
{
    public static Task<Run> Of(params string[] arguments) => new Desk().RunAsync(arguments);

    /// <summary>The environment of a run.</summary>
    internal sealed class Desk
    {
        public string Input { get; init; } = "";

        public Dictionary<string, string> Environment { get; init; } = [];

        public TimeProvider Time { get; init; } = TimeProvider.System;

        public bool IsTerminal { get; init; }

        public async Task<Run> RunAsync(params string[] arguments)
        {
            var (output, errors) = (new StringWriter(), new StringWriter());
            var cli = new CliContext(() => new MemoryStream(Encoding.UTF8.GetBytes(Input)), output, errors, name => Environment.GetValueOrDefault(name), Time, IsTerminal);
            return new(await CommandLine.RunAsync(arguments, cli, CancellationToken.None), output.ToString(), errors.ToString());
        }
    }
}
