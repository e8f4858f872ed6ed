using System.CommandLine;
using System.Text;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Showing;

/// <summary><c>persona</c>: requests a persona from a host and prints it as text or JSON.</summary>
internal static class PersonaCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("The person.");
        var mapper = new Option<string>("--mapper") { Description = "The mapper.", Required = true, HelpName = "id" };
        var context = ContextOption.Create();
        var after = new Option<string?>("--after") { Description = "A receipt; the persona includes that write.", HelpName = "receipt" };
        var at = new Option<string?>("--at") { Description = "The instant to show instead of now, such as 2026-01-20T09:00:00Z; only what was observed by then counts.", HelpName = "instant" };
        var asOf = new Option<string?>("--as-of") { Description = "Only what had been observed by this instant, shown from --at or else from it.", HelpName = "instant" };
        var explain = new Option<bool>("--explain") { Description = "Explain the persona: every rule, every condition with its input, every vote." };
        var json = new Option<bool>("--json") { Description = "Print the JSON that the host sends." };
        var command = new Command("persona", "Show a person's persona.") { person, mapper, context, after, at, asOf, explain, json };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var id = RemoteOptions.ReadPerson(parsed.GetValue(person)!);
            var mapperId = MapperId.TryParse(parsed.GetValue(mapper), out var known)
                ? known
                : throw new CommandFailure($"--mapper: a mapper's id is {MapperId.Rule}", ExitCodes.Misused);
            var fields = ContextOption.Read(parsed.GetValue(context)).Select(field => ($"context.{field.Key}", (string?)field.Value));
            var view = parsed.GetValue(explain) ? "explain" : null;
            var query = Query([("after", parsed.GetValue(after)), ("at", parsed.GetValue(at)), ("as_of", parsed.GetValue(asOf)), ("view", view), .. fields]);
            var answer = await api.GetAsync($"{RemoteOptions.PathOf(id)}/personas/{mapperId}{query}", cancellationToken);
            if (!answer.IsSuccess)
            {
                throw answer.ToFailure();
            }

            if (parsed.GetValue(json))
            {
                await cli.Output.WriteLineAsync(Encoding.UTF8.GetString(answer.Body));
                return ExitCodes.Done;
            }

            await cli.Output.WriteAsync(PersonaText.Of(answer.Json, await ReadZoneAsync(api, id, cancellationToken)));
            if (answer.Json["explanation"] is DataValue.Map reasons)
            {
                await cli.Output.WriteAsync(ExplanationText.Of(reasons));
            }

            return ExitCodes.Done;
        });
    }

    /// <summary>The person's time zone, for clock times; UTC when the host returns none.</summary>
    private static async Task<LocalZone> ReadZoneAsync(ApiConnection api, PersonId person, CancellationToken cancellationToken)
    {
        var mindscape = await api.GetAsync($"{RemoteOptions.PathOf(person)}/mindscape", cancellationToken);
        return (mindscape.Json["time_zone"] is DataValue.Text zone ? LocalZone.TryFind(zone.Value) : null) ?? LocalZone.Utc;
    }

    private static string Query(IEnumerable<(string Name, string? Value)> parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value!)}").ToList();
        return given.Count == 0 ? "" : $"?{string.Join('&', given)}";
    }
}
