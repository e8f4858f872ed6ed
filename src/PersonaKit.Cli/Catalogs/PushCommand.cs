using System.CommandLine;
using System.Net;
using PersonaKit.Cli.Remote;
using PersonaKit.Cli.Terminal;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Catalogs;

namespace PersonaKit.Cli.Catalogs;

/// <summary>
/// <c>catalog push</c>: publishes the trait catalog and the mappers of a folder on a host. Checked here first: a folder with an error
/// changes nothing. Repeating it is harmless, and finishes what broke off.
/// </summary>
internal static class PushCommand
{
    public static Command Of(CliContext cli)
    {
        var remote = new RemoteOptions();
        var folder = new Argument<string>("folder") { Description = "A folder with traits.yaml (or several .yaml files that are one catalog) and mappers/." };
        var command = new Command("push", "Publish the trait catalog and the mappers of a folder on a host, and activate the mappers.") { folder };
        remote.AddTo(command);
        return command.Does(cli, async (parsed, cancellationToken) =>
        {
            var loaded = CatalogFolder.Load(parsed.GetValue(folder)!);
            var catalog = loaded.Catalog ?? throw new CommandFailure(string.Join('\n', loaded.Errors));
            using var api = remote.Connect(parsed, cli);
            await PushTraitsAsync(cli, api, catalog, cancellationToken);
            foreach (var (program, source) in catalog.Mappers)
            {
                await PushMapperAsync(cli, api, program.Id, source, cancellationToken);
            }

            return ExitCodes.Done;
        });
    }

    private static async Task PushTraitsAsync(CliContext cli, ApiConnection api, LoadedCatalog catalog, CancellationToken cancellationToken)
    {
        var answer = await PutAsync(api, "catalog", catalog.Source, cancellationToken);
        var (revision, traits) = (answer.Json["revision"]?.ToDisplayText(), catalog.Traits.Definitions.Length);
        await cli.Output.WriteLineAsync($"catalog: revision {revision}, {traits} traits{Unchanged(answer)}");
        foreach (var warning in Members(answer, "mapper_warnings"))
        {
            await cli.Errors.WriteLineAsync($"{Text(warning, "mapper_id")}: line {Text(warning, "line")}: warning: {Text(warning, "message")}");
        }
    }

    private static async Task PushMapperAsync(CliContext cli, ApiConnection api, MapperId id, string source, CancellationToken cancellationToken)
    {
        var path = $"mappers/{id}";
        var uploaded = await PutAsync(api, path, source, cancellationToken);
        var revision = uploaded.Json["revision"]?.ToDisplayText();
        var activated = await api.PostAsync($"{path}/revisions/{revision}/activate", cancellationToken);
        if (!activated.IsSuccess)
        {
            throw activated.ToFailure();
        }

        await cli.Output.WriteLineAsync($"{id}: revision {revision} is active{Unchanged(uploaded)}");
    }

    /// <summary>What is there is replaced in the state in which it was read.</summary>
    private static async Task<ApiAnswer> PutAsync(ApiConnection api, string path, string source, CancellationToken cancellationToken)
    {
        var known = await api.GetAsync(path, cancellationToken);
        if (!known.IsSuccess && known.Status != HttpStatusCode.NotFound)
        {
            throw known.ToFailure();
        }

        var answer = await api.PutAsync(path, source, known.ETag, cancellationToken);
        return answer.IsSuccess ? answer : throw answer.ToFailure();
    }

    private static string Unchanged(ApiAnswer answer) => answer.Status == HttpStatusCode.Created ? "" : ", unchanged";

    private static string? Text(DataValue.Map map, string name) => map[name]?.ToDisplayText();

    private static IEnumerable<DataValue.Map> Members(ApiAnswer answer, string name) =>
        (answer.Json[name] as DataValue.List ?? DataValue.List.Empty).Items.OfType<DataValue.Map>();
}
