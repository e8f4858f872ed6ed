using System.CommandLine;
using System.Globalization;
using System.Text;
using PersonaKit.Cli.Catalogs;
using PersonaKit.Cli.Files;
using PersonaKit.Cli.Observing;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Showing;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Personas;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Personas.Projection;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Language.Mappers;

namespace PersonaKit.Cli.Previewing;

/// <summary><c>mapper preview</c>: builds personas from a file of observations without a host, with the hosts' own code.</summary>
internal static class PreviewCommand
{
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMinutes(1);

    public static Command Of(CliContext cli)
    {
        var mapper = new Option<string>("--mapper") { Description = "The mapper file.", Required = true, HelpName = "file" };
        var observations = new Option<string>("--observations") { Description = "JSON Lines, one JSON document or an export; - for standard input.", Required = true, HelpName = "file" };
        var catalog = CatalogOption.Create();
        var person = RemoteOptions.Person("The person id to show (default: preview).", required: false);
        var at = new Option<string?>("--at") { Description = "The instant of the persona (default: that of the newest observation).", HelpName = "instant" };
        var day = new Option<string?>("--day") { Description = "Preview a whole day in the person's time zone instead.", HelpName = "yyyy-mm-dd" };
        var step = new Option<string?>("--step") { Description = "The longest time between two personas of a day (default: 1h).", HelpName = "1h" };
        var context = ContextOption.Create();
        var explain = new Option<bool>("--explain") { Description = "Explain the persona: every rule, every condition with its input, every vote." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        const string description = "Show what a mapper suggests for a file of observations, at an instant or in the course of a day.";
        return new Command("preview", description) { mapper, observations, catalog, person, at, day, step, context, explain, json }
            .Does(cli, async (parsed, cancellationToken) =>
            {
                var moment = ReadMoment(parsed.GetValue(at), parsed.GetValue(day), parsed.GetValue(step));
                if (moment.Day is not null && parsed.GetValue(explain))
                {
                    throw Misused("--explain needs --at and cannot be used with --day");
                }

                var who = RemoteOptions.ReadPerson(parsed.GetValue(person) ?? "preview");
                var program = await ReadMapperAsync(parsed.GetValue(mapper)!, cli, cancellationToken);
                var fields = ReadContext(program, parsed.GetValue(context));
                var traits = await CatalogOption.ReadAsync(parsed.GetValue(catalog), cli, cancellationToken);
                var history = HistoryReader.Read(await ObservationFileReader.ReadAsync(parsed.GetValue(observations)!, cli, cancellationToken), who, traits);
                await cli.Output.WriteAsync(moment.Day is { } date
                    ? ShowDay(history, program, fields, date, moment.Step, parsed.GetValue(json))
                    : ShowInstant(history, program, fields, moment.At ?? history.Newest, parsed.GetValue(explain), parsed.GetValue(json)));
                return ExitCodes.Done;
            });
    }

    private static string ShowDay(LocalHistory history, MapperProgram mapper, PersonaContext context, DateOnly day, TimeSpan step, bool asJson)
    {
        var zone = history.ZoneOn(day);
        var slices = DayPreview.Of(history, mapper, context, day, zone, step);
        var evening = history.At(slices[^1].Until.AddMilliseconds(-1));
        return asJson ? DayJson.Of(slices, evening, mapper, zone) + "\n" : DayText.Of(slices, evening, mapper, zone);
    }

    private static string ShowInstant(LocalHistory history, MapperProgram mapper, PersonaContext context, DateTimeOffset at, bool explains, bool asJson)
    {
        var mindscape = history.At(HistoryCut.LastOf(at)!.Value);
        var explained = PersonaProjection.Explain(mindscape, mapper, 1, context, at);
        switch (explained.Outcome)
        {
            case ProjectionOutcome.Built built:
                var json = PersonaWithReasons.Write(built.Persona, explains ? explained.Explanation : null);
                if (asJson)
                {
                    return Encoding.UTF8.GetString(json) + "\n";
                }

                var persona = (DataValue.Map)DataValueJson.ParseStored(json);
                return PersonaText.Of(persona, mindscape.Zone) + (persona["explanation"] is DataValue.Map reasons ? ExplanationText.Of(reasons) : "");
            case ProjectionOutcome.MissingTraits missing:
                throw new CommandFailure($"no persona at {Instants.Format(at)}: nothing is known of {string.Join(", ", missing.Paths)}");
            case var other:
                throw new InvalidOperationException($"no text for {other.GetType().Name}");
        }
    }

    private static async Task<MapperProgram> ReadMapperAsync(string name, CliContext cli, CancellationToken cancellationToken)
    {
        var source = await SourceFiles.ReadAsync(name, cli, cancellationToken);
        var parsed = MapperParser.Parse(source.Text);
        return parsed.Program ?? throw new CommandFailure(string.Join('\n', new Findings(parsed.Faults, []).Lines(source.Name)));
    }

    private static PersonaContext ReadContext(MapperProgram mapper, string[]? given)
    {
        var faults = new List<Fault>();
        return ContextReader.TryRead(mapper, ContextOption.Read(given), faults)
            ?? throw new CommandFailure(string.Join('\n', faults.Select(fault => $"--context: {fault.Pointer}: {fault.Detail}")), ExitCodes.Misused);
    }

    private static (DateTimeOffset? At, DateOnly? Day, TimeSpan Step) ReadMoment(string? at, string? day, string? step)
    {
        if (at is not null && day is not null)
        {
            throw Misused("--at and --day cannot both be given");
        }

        if (step is not null && day is null)
        {
            throw Misused("--step goes with --day");
        }

        DateTimeOffset instant = default;
        if (at is not null && !Instants.TryParse(at, out instant))
        {
            throw Misused($"--at: '{at}' is not an ISO 8601 instant with an offset, such as 2026-01-20T09:00:00Z");
        }

        DateOnly date = default;
        if (day is not null && (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) || date.Year is < 1900 or > 9990))
        {
            throw Misused($"--day: '{day}' is not a day such as 2026-01-20");
        }

        var length = Durations.TryParse(step ?? "1h");
        return length >= ShortestStep
            ? (at is null ? null : instant, day is null ? null : date, length.Value)
            : throw Misused($"--step: '{step}' is not {Durations.Rule}");
    }

    private static CommandFailure Misused(string message) => new(message, ExitCodes.Misused);
}
