using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PersonaKit.Engine.Catalogs;
using PersonaKit.Engine.Measuring;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Hosting;

/// <summary>Chooses the stores and the catalog after <c>AddPersonaKit</c>. Store projects add extension methods to it.</summary>
public sealed class PersonaKitBuilder(IServiceCollection services)
{
    /// <summary>The catalog that is copied beside every application that references PersonaKit.</summary>
    public static string ShippedCatalog { get; } = Path.Combine(AppContext.BaseDirectory, "catalog");

    /// <summary>The application's services, for extensions of the builder.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>
    /// Traits and mappers come from <paramref name="folder"/> and not from <see cref="ShippedCatalog"/>. It is read at the start.
    /// </summary>
    /// <remarks>A folder with errors stops the start with a <see cref="CatalogException"/>.</remarks>
    public PersonaKitBuilder UseCatalog(string folder) => UseCatalog(() => Load(folder));

    /// <summary>Traits and mappers come from <paramref name="load"/>, which is called once, when they are needed first.</summary>
    public PersonaKitBuilder UseCatalog(Func<LoadedCatalog> load)
    {
        Services.Replace(ServiceDescriptor.Singleton(_ => load()));
        Services.Replace(ServiceDescriptor.Singleton(static provider => new CatalogSource(provider.GetRequiredService<LoadedCatalog>().Traits)));
        return this;
    }

    /// <summary>
    /// Folds what the store's feed brings and deletes expired personas, as hosted services of this process. For stores without a trigger
    /// of their own.
    /// </summary>
    public PersonaKitBuilder UseChangeFeed(Func<IServiceProvider, IChangeFeed> feed)
    {
        Services.AddSingleton(feed);
        Services.AddSingleton<ChangeFeedService>();
        Services.AddHostedService(static provider => provider.GetRequiredService<ChangeFeedService>());
        Services.AddHostedService<PurgeService>();
        Services.AddHostedService<FeedPendingService>();
        return this;
    }

    /// <summary>Measures the calls of the stores that are registered so far; the last step of choosing them.</summary>
    public PersonaKitBuilder MeasureStores()
    {
        MeasuredStores.Measure(Services);
        return this;
    }

    private static LoadedCatalog Load(string folder)
    {
        var loaded = CatalogFolder.Load(folder);
        return loaded.Catalog ?? throw new CatalogException(loaded.Errors);
    }
}
