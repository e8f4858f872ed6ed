using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

public class AzureSettingsTests
{
    private const string Cosmos = "AccountEndpoint=http://127.0.0.1:8081/;AccountKey=a2V5";
    private const string Table = "UseDevelopmentStorage=true";

    [Theory]
    [InlineData("Cosmos__accountEndpoint", "Personas", Table)]
    [InlineData("Personas__endpoint", "Cosmos", Cosmos)]
    [InlineData("Cosmos__accountEndpoint", "Cosmos:accountEndpoint", "http://account.documents.azure.com")]
    [InlineData("Cosmos__accountEndpoint", "Cosmos:accountEndpoint", "account")]
    [InlineData("Cosmos__credential", "Cosmos:accountEndpoint", "https://account.documents.azure.com", "Cosmos:credential", "key")]
    [InlineData("Personas__endpoint", "Cosmos", Cosmos, "Personas:endpoint", "personas")]
    [InlineData("Cosmos is not", "Cosmos", "AccountEndpoint=http://127.0.0.1:8081/", "Personas", Table)]
    [InlineData("Cosmos is not", "Cosmos", "AccountEndpoint=there;AccountKey=a2V5", "Personas", Table)]
    [InlineData("Cosmos is not", "Cosmos", "emulator", "Personas", Table)]
    [InlineData("Personas is not", "Cosmos", Cosmos, "Personas", "UseDevelopmentStorage")]
    [InlineData("Personas is not", "Cosmos", Cosmos, "Personas", "AccountName=me")]
    public void A_wrong_or_missing_setting_stops_the_start_with_its_name(string named, params string[] settings)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Register(settings));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cosmos", Cosmos, "Personas", Table)]
    [InlineData("Cosmos:accountEndpoint", "https://account.documents.azure.com", "Cosmos:credential", "managedidentity", "Personas:endpoint", "https://account.table.core.windows.net")]
    public void An_emulator_or_a_managed_identity_is_enough(params string[] settings)
    {
        using var services = Register(settings).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<CosmosMindscapeStore>());
        Assert.NotNull(services.GetRequiredService<IMindscapeStore>());
        Assert.NotNull(services.GetRequiredService<ICheckpointStore>());
        Assert.NotNull(services.GetRequiredService<IPersonaStore>());
        Assert.NotNull(services.GetRequiredService<IMapperStore>());
        Assert.NotNull(services.GetRequiredService<IDeadLetterStore>());
    }

    private static IServiceCollection Register(string[] settings) => new ServiceCollection().AddSingleton(Samples.Catalog).AddPersonaKitEngine().UseAzure(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]))).Build()).Services;
}
