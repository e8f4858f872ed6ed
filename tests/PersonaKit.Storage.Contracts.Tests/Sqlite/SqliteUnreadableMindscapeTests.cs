using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteUnreadableMindscapeTests : UnreadableMindscapeContract, IAsyncLifetime
{
    private readonly TemporaryDatabase _file = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(_file.Open().Mindscapes);

    protected override async Task<IMindscapeStore> DamageAsync(PersonId personId, string field, string? json)
    {
        await _file.CloseAsync();
        using (var connection = new SqliteConnection($"Data Source={_file.Path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT CAST(body AS TEXT) FROM mindscapes";
            var body = JsonNode.Parse((string)command.ExecuteScalar()!)!.AsObject();
            body.Remove(field);
            if (json is not null)
            {
                body[field] = JsonNode.Parse(json);
            }

            command.CommandText = "UPDATE mindscapes SET body = CAST($1 AS BLOB)";
            command.Parameters.AddWithValue("$1", body.ToJsonString());
            Assert.Equal(1, command.ExecuteNonQuery());
        }

        return _file.Open().Mindscapes;
    }
}
