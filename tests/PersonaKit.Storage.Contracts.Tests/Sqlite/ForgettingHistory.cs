using System.Collections.Immutable;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

/// <summary>
/// A random history of several people in one file: posts of random sizes, folds, personas, retractions, erasures, restarts. Each note has a word of its own,
/// and after each erase or retraction, and later, the bytes of the files are searched for all that must not be there.
/// </summary>
internal sealed class ForgettingHistory(TemporaryDatabase file, Random random)
{
    private const int Steps = 160;
    private static readonly int[] Sizes = [40, 150, 400, 1200, 3000, 6000];

    private readonly List<(PersonId Id, List<(ObservationId Id, string Word)> Notes)> _people = [];
    private readonly List<string> _gone = [];
    private readonly int _longest = Sizes[random.Next(Sizes.Length)];
    private SqliteDatabase _database = file.Open();
    private int _words;

    public int TakenBack { get; private set; }

    public List<string> Remains { get; } = [];

    public async Task RunAsync()
    {
        for (var step = 0; step < Steps; step++)
        {
            while (_people.Count < 4)
            {
                _people.Add((Samples.NewPerson(), []));
            }

            var person = _people[random.Next(_people.Count)];
            await (random.Next(100) switch
            {
                < 55 => PostAsync(person.Id, person.Notes),
                < 70 => FoldAsync(person.Id),
                < 83 => SavePersonaAsync(person.Id, person.Notes),
                < 91 => RetractAsync(person.Id, person.Notes),
                < 98 => EraseAsync(person),
                _ => ReopenAsync(),
            });
        }

        Search("at the end");
    }

    private async Task PostAsync(PersonId person, List<(ObservationId Id, string Word)> notes)
    {
        var batch = Enumerable.Range(0, random.Next(1, 7)).Select(_ =>
        {
            var word = $"quetzal{_words++:d5}x";
            return (Note: Samples.Observation($"o-{_words}") with { Content = new DataValue.Map([new("text", DataValue.Of(Padded(word)))]) }, Word: word);
        }).ToList();
        await _database.Mindscapes.AppendAsync(person, [.. batch.Select(item => item.Note)], 10_000, default);
        notes.AddRange(batch.Select(item => (item.Note.Id, item.Word)));
    }

    private async Task FoldAsync(PersonId person)
    {
        if (await _database.Mindscapes.ReadAsync(person, default) is { Inbox.IsEmpty: false } stored)
        {
            var folded = Samples.Next(await new MindscapeFolder(_database.Mindscapes, Samples.Catalog).FoldAsync(stored, default));
            Assert.Equal(ReplaceOutcome.Saved, await _database.Mindscapes.ReplaceAsync(stored, folded, default));
            await _database.Personas.AdvanceHeadAsync(person, folded.Version, default);
        }
    }

    /// <summary>Of a word that only an erase takes back.</summary>
    private async Task SavePersonaAsync(PersonId person, List<(ObservationId Id, string Word)> notes)
    {
        if (await _database.Mindscapes.ReadAsync(person, default) is { } stored)
        {
            var word = $"quetzal{_words++:d5}x";
            notes.Add((default, word));
            var row = Samples.Row(Samples.Key(digest: $"c{random.Next(4)}"), stored.Mindscape.Version.Value, body: $$"""{"note":"{{Padded(word)}}"}""");
            await _database.Personas.SaveAsync(person, row, default);
            await _database.Personas.ListAsync(person, default);
        }
    }

    private async Task RetractAsync(PersonId person, List<(ObservationId Id, string Word)> notes)
    {
        var known = notes.Where(note => note.Id != default).OrderBy(_ => random.Next()).Take(random.Next(1, 4)).ToImmutableArray();
        if (known.IsEmpty)
        {
            return;
        }

        await _database.Mindscapes.AppendAsync(person, [.. known.Select(note => Retraction.Of(note.Id, Samples.Now))], 10_000, default);
        await FoldAsync(person);
        notes.RemoveAll(known.Contains);
        TakenBack += known.Length;
        _gone.AddRange(known.Select(note => note.Word));
        Search("after a retraction");
    }

    private async Task EraseAsync((PersonId Id, List<(ObservationId Id, string Word)> Notes) person)
    {
        if (await _database.Mindscapes.EraseAsync(person.Id, Samples.Now, default) is not null)
        {
            TakenBack++;
            _people.Remove(person);
            _gone.AddRange(person.Notes.Select(note => note.Word));
            Search("after an erase");
        }
    }

    private async Task ReopenAsync()
    {
        _database = await file.ReopenAsync();
        Search("after a restart");
    }

    private void Search(string when)
    {
        var bytes = file.Bytes();
        Remains.AddRange(_gone.Where(word => bytes.Contains(word, StringComparison.Ordinal)).Select(word => $"{word} {when}"));
    }

    private string Padded(string word) => string.Join(' ', Enumerable.Repeat(word, 1 + (random.Next(_longest) / word.Length)));
}
