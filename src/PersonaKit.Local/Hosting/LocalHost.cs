using Microsoft.Extensions.Logging.Console;
using PersonaKit.Api;
using PersonaKit.Api.Authorization;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Local.Options;

namespace PersonaKit.Local.Hosting;

/// <summary>PersonaKit over one SQLite file as an ordinary web application.</summary>
public static class LocalHost
{
    /// <param name="settings">From the command line: <c>--Key=value</c>.</param>
    /// <exception cref="InvalidDataException"><c>appsettings.json</c> is not valid; the message names the file.</exception>
    public static WebApplicationBuilder CreateBuilder(IEnumerable<string> settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [.. settings],

            // Beside the program: the folder it is started in belongs to somebody else, whose appsettings.json is not for us.
            ContentRootPath = AppContext.BaseDirectory,
        });

        // The builder has chosen the simple formatter in code; what is configured goes before it.
        if (builder.Configuration["Logging:Console:FormatterName"] is { } formatter)
        {
            builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = formatter);
        }

        return builder;
    }

    /// <summary>
    /// Starting it throws <see cref="Engine.Storage.StoreOpenException"/> when the file cannot be opened and <see cref="IOException"/>
    /// when an address is taken.
    /// </summary>
    public static WebApplication Build(WebApplicationBuilder builder, LocalOptions options, Func<LoadedCatalog> catalog)
    {
        builder.WebHost.UseUrls([.. options.Urls.Select(url => url.ToString())]);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton<IHostLifetime, SignalLifetime>();
        builder.Services.AddHostedService<RequestsFirst>();
        builder.Logging.KeepPathsOutOfLogs();
        builder.AddLocalTelemetry();
        builder.Services.AddPersonaKit().UseCatalog(catalog).UseSqlite(options.DataPath);
        builder.Services.Configure<AccessOptions>(access => LocalAccess.Configure(access, options));

        var app = builder.Build();
        var requests = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(RequestLog.Category);
        app.Use(next => new RequestLog(next, requests, app.Services.GetRequiredService<TimeProvider>()).InvokeAsync);
        if (!options.AsksForCredentials)
        {
            app.Use(next => new LoopbackGate(next).InvokeAsync);
        }

        app.MapPersonaKit();
        app.MapFallback("{**path}", http => app.Services.GetRequiredService<ApiInvoker>().InvokeAsync(ApiContract.Unknown, http, default));
        return app;
    }
}
