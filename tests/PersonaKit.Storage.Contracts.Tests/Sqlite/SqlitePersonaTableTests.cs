using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>
/// Which rows the table takes when nothing of the person is in memory, as after a restart: the cache cannot refuse an old row then.
/// </summary>
public sealed class SqlitePersonaTableTests : IAsyncLifetime
{
    private static readonly PersonaRow Stored = Samples.Row(Samples.Key(), version: 5) with { LastSequence = 50, PersonaId = "stored" };

    private readonly TemporaryDatabase _file = new();
    private readonly PersonId _person = Samples.NewPerson();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    public async Task A_row_behind_the_head_is_not_written(long version, bool isWritten)
    {
        await _file.Open().Personas.AdvanceHeadAsync(_person, new(5), default);

        var found = await SaveAndFindAfterRestartsAsync(Stored with { MindscapeVersion = new(version) });
        Assert.Equal((new MindscapeVersion(5), isWritten), (found.Head, found.Row is not null));
    }

    [Theory]
    [InlineData(4, 60, 60, false)]
    [InlineData(5, 49, 60, false)]
    [InlineData(5, 50, -1, false)]
    [InlineData(5, 50, 0, true)]
    [InlineData(5, 50, 1, true)]
    [InlineData(5, 51, -60, true)]
    [InlineData(6, 40, -60, true)]
    public async Task A_row_that_is_older_than_the_stored_one_does_not_replace_it(long version, long received, int secondsLater, bool isNewer)
    {
        await _file.Open().Personas.SaveAsync(_person, Stored, default);

        var found = await SaveAndFindAfterRestartsAsync(Stored with
        {
            MindscapeVersion = new(version),
            LastSequence = received,
            GeneratedAt = Stored.GeneratedAt.AddSeconds(secondsLater),
            PersonaId = "late",
        });
        Assert.Equal(isNewer ? "late" : "stored", found.Row?.PersonaId);
    }

    private async Task<PersonaLookup> SaveAndFindAfterRestartsAsync(PersonaRow row)
    {
        var database = await _file.ReopenAsync();
        await database.Personas.SaveAsync(_person, row, default);
        database = await _file.ReopenAsync();
        return await database.Personas.FindAsync(_person, Samples.Key(), default);
    }
}
