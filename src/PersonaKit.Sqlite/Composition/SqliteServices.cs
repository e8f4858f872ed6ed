using Microsoft.Extensions.Logging;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses SQLite as the store: one file for everything.</summary>
public static class SqliteServices
{
    /// <summary>
    /// Registers the stores and the change feed over one file, which this process owns while it runs. Folding the changes and purging
    /// expired personas run as hosted services.
    /// </summary>
    /// <param name="builder">What <c>AddPersonaKit</c> returned.</param>
    /// <param name="path">The file, relative to the current directory. The file is created when it is missing, its folder is not.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <remarks>
    /// The file is opened when the host starts; one that cannot be opened stops the start with a <see cref="StoreOpenException"/>.
    /// </remarks>
    public static PersonaKitBuilder UseSqlite(this PersonaKitBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        builder.Services
            .AddSingleton(provider => SqliteDatabase.Open(
                path,
                provider.GetRequiredService<CatalogSource>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SqliteDatabase>>()))
            .AddSingleton(static provider => provider.GetRequiredService<SqliteDatabase>().Mindscapes)
            .AddSingleton(static provider => provider.GetRequiredService<SqliteDatabase>().Checkpoints)
            .AddSingleton(static provider => provider.GetRequiredService<SqliteDatabase>().Personas)
            .AddSingleton(static provider => provider.GetRequiredService<SqliteDatabase>().Mappers)
            .AddSingleton(static provider => provider.GetRequiredService<SqliteDatabase>().Probe);
        return builder.UseChangeFeed(static provider => provider.GetRequiredService<SqliteDatabase>().Feed).MeasureStores();
    }
}
