using System.Text;
using Microsoft.Data.Sqlite;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class SqliteRetractionTests : RetractionContract
{
    private readonly TemporaryDatabase _database = new();

    public override async Task DisposeAsync() => await _database.DisposeAsync();

    protected override Task<IMindscapeStore> CreateStoreAsync() => Task.FromResult(_database.Open().Mindscapes);

    protected override Task<string> DumpAsync(PersonId personId) => Task.FromResult(Dump(_database, personId));

    internal static string Dump(TemporaryDatabase database, PersonId personId)
    {
        using var connection = new SqliteConnection($"Data Source={database.Path};Pooling=False;Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT o.body FROM observations o JOIN people p ON p.key = o.person_key WHERE p.person_id = $1
            UNION ALL SELECT m.body FROM mindscapes m JOIN people p ON p.key = m.person_key WHERE p.person_id = $1
            UNION ALL SELECT c.body FROM checkpoints c JOIN people p ON p.key = c.person_key WHERE p.person_id = $1
            """;
        command.Parameters.AddWithValue("$1", personId.Value);
        using var rows = command.ExecuteReader();
        var dump = new StringBuilder();
        while (rows.Read())
        {
            dump.AppendLine(Encoding.UTF8.GetString(rows.GetFieldValue<byte[]>(0)));
        }

        return dump.ToString();
    }

    [Fact]
    public async Task Scrubbed_content_is_not_in_the_bytes_of_the_file()
    {
        var person = Samples.NewPerson();
        var large = Said(12_000);
        Assert.IsType<AppendOutcome.Appended>(await Store.AppendAsync(person, [Samples.Observation("kept"), large], 100, None));
        await FoldAsync(person);
        await _database.CloseAsync();
        Assert.Contains("zebra", await FileAsync(), StringComparison.Ordinal);

        var reopened = _database.Open().Mindscapes;
        await reopened.AppendAsync(person, [Retraction.Of(large.Id, Samples.Now)], 100, None);
        var stored = (await reopened.ReadAsync(person, None))!;
        var folder = new Engine.Folding.MindscapeFolder(reopened, Samples.Catalog);
        Assert.Equal(ReplaceOutcome.Saved, await reopened.ReplaceAsync(stored, Samples.Next(await folder.FoldAsync(stored, None)), None));
        await _database.CloseAsync();
        Assert.DoesNotContain("zebra", await FileAsync(), StringComparison.Ordinal);
        Assert.Contains("kept", await FileAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrubbed_content_is_in_neither_the_open_file_nor_its_log()
    {
        var person = Samples.NewPerson();
        var large = Said(12_000);
        await Store.AppendAsync(person, [Samples.Observation("kept"), large], 100, None);
        await FoldAsync(person);
        Assert.Contains("zebra", await FilesAsync(), StringComparison.Ordinal);

        await Store.AppendAsync(person, [Retraction.Of(large.Id, Samples.Now)], 100, None);
        var stored = (await Store.ReadAsync(person, None))!;
        var folder = new Engine.Folding.MindscapeFolder(Store, Samples.Catalog);
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(stored, Samples.Next(await folder.FoldAsync(stored, None)), None));
        Assert.DoesNotContain("zebra", await FilesAsync(), StringComparison.Ordinal);
    }

    private static Observation Said(int length) => Samples.Observation("said") with
    {
        Content = new([new("text", Core.Values.DataValue.Of(string.Concat(Enumerable.Repeat("zebra ", length / 6))))]),
    };

    private Task<string> FileAsync() => BytesAsync(_database.Path);

    private async Task<string> FilesAsync() => await BytesAsync(_database.Path) + await BytesAsync($"{_database.Path}-wal");

    private static async Task<string> BytesAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return Encoding.Latin1.GetString(bytes);
    }

    private async Task FoldAsync(PersonId person)
    {
        var stored = (await Store.ReadAsync(person, None))!;
        Assert.Equal(ReplaceOutcome.Saved, await Store.ReplaceAsync(stored, Samples.Fold(stored), None));
    }
}
