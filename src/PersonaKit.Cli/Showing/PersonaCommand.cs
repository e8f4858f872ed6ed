using System.CommandLine;
using System.Text;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Cli.Showing;

/// <summary><c>persona</c>: what a host says of a person for one purpose, to read or as it came.</summary>
internal static class PersonaCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var person = RemoteOptions.Person("Whose persona.");
        var mapper = new Option<string>("--mapper") { Description = "For which purpose.", Required = true, HelpName = "id" };
        var context = ContextOption.Create();
        var after = new Option<string?>("--after") { Description = "A receipt: the persona reflects that write.", HelpName = "receipt" };
        var at = new Option<string?>("--at") { Description = "Another instant than now, such as 2026-01-20T09:00:00Z.", HelpName = "instant" };
        var explain = new Option<bool>("--explain") { Description = "Say why: every rule, every condition with what it saw, every vote." };
        var json = new Option<bool>("--json") { Description = "Print the persona as the host sends it." };
        var command = new Command("persona", "Show a person's persona.") { person, mapper, context, after, at, explain, json };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            using var api = remote.Connect(parsed, cli);
            var id = RemoteOptions.ReadPerson(parsed.GetValue(person)!);
            var purpose = MapperId.TryParse(parsed.GetValue(mapper), out var known) ? known : throw new CommandFailure($"--mapper: a mapper's id is {MapperId.Rule}", ExitCodes.Misused);
            var query = Query([("after", parsed.GetValue(after)), ("at", parsed.GetValue(at)), ("view", parsed.GetValue(explain) ? "explain" : null), .. ContextOption.Read(parsed.GetValue(context)).Select(field => ($"context.{field.Key}", (string?)field.Value))]);
            var answer = await api.GetAsync($"{PathOf(id)}/personas/{purpose}{query}", cancellationToken);
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

    /// <summary>Where the person is, for clock times; a host that does not say leaves UTC.</summary>
    private static async Task<LocalZone> ReadZoneAsync(ApiConnection api, PersonId person, CancellationToken cancellationToken)
    {
        var mindscape = await api.GetAsync($"{PathOf(person)}/mindscape", cancellationToken);
        return (mindscape.Json["time_zone"] is DataValue.Text zone ? LocalZone.TryFind(zone.Value) : null) ?? LocalZone.Utc;
    }

    private static string PathOf(PersonId person) => $"people/{Uri.EscapeDataString(person.Value)}";

    private static string Query(IEnumerable<(string Name, string? Value)> parameters)
    {
        var given = parameters.Where(parameter => parameter.Value is not null).Select(parameter => $"{Uri.EscapeDataString(parameter.Name)}={Uri.EscapeDataString(parameter.Value!)}").ToList();
        return given.Count == 0 ? "" : $"?{string.Join('&', given)}";
    }
}
