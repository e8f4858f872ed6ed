using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Moq;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Functions.Tests.Hosting;

/// <summary>Everything the worker's container holds, with a SQLite file in the place of Azure and a clock that stands still.</summary>
public sealed class FunctionsWorld : IAsyncLifetime
{
    public static readonly DateTimeOffset Now = new(2026, 1, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personakit-functions-");
    private ServiceProvider _services = null!;

    public FakeTimeProvider Time { get; } = new(Now);

    /// <summary>What a test puts in the place of a store or a use case.</summary>
    public Action<IServiceCollection> Overrides { get; init; } = static _ => { };

    /// <summary>What the application's settings hold.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public IServiceProvider Services => _services;

    public async Task InitializeAsync()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build())
            .AddSingleton(Mock.Of<IDeadLetterStore>(store => store.ListAsync(It.IsAny<int>(), It.IsAny<CancellationToken>()) == Task.FromResult(ImmutableArray<DeadLetter>.Empty)))
            .AddSingleton<MindscapeChangeBatchHandler>();
        services.AddPersonaKit().UseSqlite(Path.Combine(_folder.FullName, "test.db"));
        Overrides(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        foreach (var starting in _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
        {
            await starting.StartingAsync(CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A function class with its dependencies, as the worker makes one for each invocation.</summary>
    public T New<T>() => ActivatorUtilities.CreateInstance<T>(_services);

    /// <summary>
    /// Invokes a function the way the worker does: a new instance, the request, the values its routing found in the path.
    /// </summary>
    public async Task<Answer> InvokeAsync(
        HttpFunction function, IReadOnlyDictionary<string, string> segments, string? body = null, string? method = null, string path = "", string? bearer = null)
    {
        var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = _services, Response = { Body = answer } };
        http.Request.Method = method ?? function.Methods[0];
        http.Request.Path = path;
        foreach (var parameter in function.RouteParameters)
        {
            http.Request.RouteValues[parameter] = segments[parameter];
        }

        if (bearer is not null)
        {
            http.Request.Headers.Authorization = $"Bearer {bearer}";
        }

        if (body is not null)
        {
            http.Request.ContentType = "application/json";
            http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        }

        var instance = ActivatorUtilities.CreateInstance(_services, function.Method.DeclaringType!);
        await (Task)function.Method.Invoke(instance, [http.Request])!;
        await http.Response.BodyWriter.FlushAsync();
        return new Answer(http.Response.StatusCode, http.Response.ContentType ?? "", Encoding.UTF8.GetString(answer.ToArray()));
    }
}
