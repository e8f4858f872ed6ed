using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>
/// What was erased or retracted is in no byte of the file, its log and its shared memory, and is not brought back by later writes.
/// </summary>
public sealed class SqliteForgottenBytesTests : IAsyncLifetime
{
    private readonly TemporaryDatabase _file = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _file.DisposeAsync();

    /// <summary>Without a scrub about five of the sixty leave copies that SQLite made when it balanced pages.</summary>
    [Fact]
    public async Task People_whose_notes_are_mixed_keep_no_copies_of_each_other()
    {
        var database = _file.Open();
        var random = new Random(9);
        var people = Enumerable.Range(0, 60).Select(i => (Id: Samples.NewPerson(), Word: $"quetzal-{i}-")).ToArray();
        foreach (var some in Enumerable.Range(0, 1200).Chunk(100))
        {
            await Task.WhenAll(some.Select(i =>
            {
                var (id, word) = people[random.Next(people.Length)];
                return database.Mindscapes.AppendAsync(id, [Note(word, i, random.Next(40, 900))], 1000, default);
            }));
        }

        random.Shuffle(people);
        var remains = new List<string>();
        foreach (var (id, word) in people)
        {
            await database.Mindscapes.EraseAsync(id, Samples.Now, default);
            remains.AddRange(Bytes().Contains(word, StringComparison.Ordinal) ? [word] : []);
        }

        Assert.Empty(remains);
        Assert.DoesNotContain("quetzal", Bytes(), StringComparison.Ordinal);
    }

    /// <summary>PERSONAKIT_FORGETTING_ROUNDS is how many random histories there are; each has about 25 erasures and retractions.</summary>
    [Fact]
    public async Task Random_histories_of_several_people_leave_nothing_that_was_taken_back()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("PERSONAKIT_FORGETTING_ROUNDS"), out var asked) ? asked : 6;
        var first = int.TryParse(Environment.GetEnvironmentVariable("PERSONAKIT_FORGETTING_SEED"), out var seed) ? seed : 1;
        var (taken, remains) = (0, new List<string>());
        for (var round = first; round < first + rounds; round++)
        {
            await using var file = new TemporaryDatabase();
            var history = new ForgettingHistory(file, new Random(round));
            await history.RunAsync();
            taken += history.TakenBack;
            remains.AddRange(history.Remains.Select(remain => $"seed {round}: {remain}"));
        }

        Console.WriteLine($"{taken} erasures and retractions, {remains.Count} with remains");
        Assert.True(remains.Count == 0, string.Join('\n', remains));
        Assert.True(taken >= rounds * 5, $"{taken} erasures and retractions in {rounds} histories");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_is_killed_after_the_commit_leaves_the_rest_to_the_next_start(bool isRetracted)
    {
        var person = Samples.NewPerson();
        var database = _file.Open();
        for (var i = 0; i < 40; i++)
        {
            await database.Mindscapes.AppendAsync(Samples.NewPerson(), [Note("axolotl", i, 300)], 1000, default);
            await database.Mindscapes.AppendAsync(person, [Note("quetzal", i, 300)], 1000, default);
        }

        // What the first start of a new file owes is done and struck out.
        await database.Mindscapes.EraseAsync(Samples.NewPerson(), Samples.Now, default);

        // A reader of another process keeps the log in use: the commit is there, and what has to follow it is not.
        using (var reader = _file.Read())
        {
            await (isRetracted ? RetractAllAsync(database, person) : database.Mindscapes.EraseAsync(person, Samples.Now, default));
            Assert.Contains("quetzal", Bytes(), StringComparison.Ordinal);
            await using var killed = _file.Copy();
            Assert.Contains("quetzal", killed.Bytes(), StringComparison.Ordinal);

            killed.Open();
            Assert.DoesNotContain("quetzal", killed.Bytes(), StringComparison.Ordinal);
            Assert.Contains("axolotl", killed.Bytes(), StringComparison.Ordinal);
        }

        // Here the next write finishes.
        await database.Mindscapes.AppendAsync(Samples.NewPerson(), [Samples.Observation("a")], 10, default);
        Assert.DoesNotContain("quetzal", Bytes(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_fold_of_a_retraction_takes_the_persona_rows_of_before_along()
    {
        var database = _file.Open();
        var person = Samples.NewPerson();
        await database.Mindscapes.AppendAsync(person, [Note("quetzal", 1, 300)], 1000, default);
        await database.Personas.SaveAsync(person, Samples.Row(Samples.Key(), version: 1, body: """{"note":"quetzal"}"""), default);
        Assert.Single((await database.Personas.ListAsync(person, default)).Rows);

        // Of the store alone: a process that ends after the replace leaves nothing to do.
        await RetractAllAsync(database, person);
        Assert.DoesNotContain("quetzal", Bytes(), StringComparison.Ordinal);
        var found = await database.Personas.FindAsync(person, Samples.Key(), default);
        Assert.Equal((3, null), (found.Head.Value, found.Row));
        await database.Personas.SaveAsync(person, Samples.Row(Samples.Key(), version: 1, body: """{"note":"quetzal"}"""), default);
        Assert.Empty((await database.Personas.ListAsync(person, default)).Rows);
        Assert.DoesNotContain("quetzal", Bytes(), StringComparison.Ordinal);
    }

    private static async Task RetractAllAsync(SqliteDatabase database, PersonId person)
    {
        var known = await database.Mindscapes.ReadNewestAsync(person, null, 1000, default);
        await database.Mindscapes.AppendAsync(person, [.. known.Select(accepted => Retraction.Of(accepted.Observation.Id, Samples.Now))], 1000, default);
        var stored = (await database.Mindscapes.ReadAsync(person, default))!;
        var folded = await new MindscapeFolder(database.Mindscapes, Samples.Catalog).FoldAsync(stored, default);
        Assert.Equal(ReplaceOutcome.Saved, await database.Mindscapes.ReplaceAsync(stored, Samples.Next(folded), default));
    }

    private static Observation Note(string word, int number, int length) => Samples.Observation($"n-{number}") with
    {
        Content = new DataValue.Map([new("text", DataValue.Of(word + new string('.', length)))]),
    };

    private string Bytes() => _file.Bytes();
}
