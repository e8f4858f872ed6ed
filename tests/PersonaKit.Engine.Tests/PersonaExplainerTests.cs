using System.Text;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

public class PersonaExplainerTests
{
    private readonly World _world = new();
    private readonly PersonaExplainer _explainer;

    public PersonaExplainerTests() => _explainer = new PersonaExplainer(
        _world.Provider, _world.Personas.Object, new MindscapeReader(_world.Mindscapes.Object, _world.Folder, _world.Options, _world.Time), _world.Time);

    [Fact]
    public async Task A_valid_row_is_explained_at_its_own_instant_and_nothing_is_stored()
    {
        var stored = _world.Stored(3, [_world.Check("bad")]);
        var row = await RowOfAsync(stored);
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        _world.Finds(head: 3, row);
        _world.Reads(stored);

        var explained = Assert.IsType<PersonaOutcome.Explained>(await ExplainAsync());

        Assert.Equal(CacheState.Hit, explained.Cache);
        Assert.Equal(row.GeneratedAt, explained.Explanation.EvaluationContext.At);
        Assert.Equal(Text(row), Text(explained.Row));
        Assert.Empty(_world.Saved);
    }

    [Fact]
    public async Task A_row_that_expires_while_it_is_explained_is_built_again()
    {
        var stored = _world.Stored(3, [_world.Check("bad")]);
        var row = await RowOfAsync(stored);
        _world.Finds(head: 3, row);
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Callback(() => _world.Time.Advance(row.ExpiresAt - _world.Time.GetUtcNow())).ReturnsAsync(stored);

        var explained = Assert.IsType<PersonaOutcome.Explained>(await ExplainAsync());

        Assert.Equal(CacheState.Stale, explained.Cache);
        Assert.True(_world.Time.GetUtcNow() < explained.Row.ExpiresAt, "it has expired");
        Assert.Equal(explained.Row, Assert.Single(_world.Saved));
    }

    public static TheoryData<string, long, int> MovedOn => new()
    {
        { "was folded again since the row was built", 4, 2 },
        { "has an observation more that the fold has not seen yet", 3, 1 },
    };

    [Theory]
    [MemberData(nameof(MovedOn))]
    public async Task A_persona_is_rebuilt_for_its_explanation_when_the_person(string why, long version, int folded)
    {
        Assert.NotEmpty(why);
        var checks = new[] { _world.Check("good"), _world.Check("bad", "o2") };
        var row = await RowOfAsync(_world.Stored(3, [checks[0]]));
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        _world.Finds(head: 3, row);
        _world.Reads(_world.Stored(version, checks[..folded], checks[folded..]));

        var explained = Assert.IsType<PersonaOutcome.Explained>(await ExplainAsync());

        Assert.Equal(CacheState.Stale, explained.Cache);
        Assert.Equal(_world.Time.GetUtcNow(), explained.Explanation.EvaluationContext.At);
        Assert.Equal((2, 4), (explained.Explanation.LastSequence, explained.Explanation.MindscapeVersion.Value));
        Assert.Equal(explained.Row, Assert.Single(_world.Saved));
        Assert.Equal(explained.Explanation.Persona!.Id, explained.Row.PersonaId);
    }

    [Fact]
    public async Task A_preview_is_explained_without_the_rows()
    {
        _world.Reads(_world.Stored(1, [_world.Check("bad")]));

        var explained = Assert.IsType<PersonaOutcome.Explained>(await ExplainAsync(at: _world.Time.GetUtcNow().AddDays(1)));

        Assert.Equal(CacheState.Bypass, explained.Cache);
        Assert.False(Assert.Single(explained.Explanation.Rules).Fired);
        _world.Personas.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_part_of_the_history_is_explained_from_its_own_instant_and_nothing_is_stored()
    {
        var then = _world.Time.GetUtcNow();
        var stored = _world.Stored(1, [_world.Check("bad")]);
        _world.Reads(stored);
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(new[] { new AcceptedObservation(1, _world.Check("bad")) }.ToAsyncEnumerable());
        _world.Time.Advance(TimeSpan.FromDays(1));

        var explained = Assert.IsType<PersonaOutcome.Explained>(await _explainer.ExplainAsync(
            new PersonaRequest(World.Ana, World.Mapper, PersonaContext.Empty, null, null, new HistoryCut(then, null)), CancellationToken.None));

        Assert.Equal((CacheState.Bypass, then), (explained.Cache, explained.Explanation.EvaluationContext.At));
        Assert.True(Assert.Single(explained.Explanation.Rules).Fired);
        _world.Personas.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_request_without_a_persona_has_no_explanation()
    {
        _world.Finds(head: 0, null);
        _world.Reads([null]);
        Assert.IsType<PersonaOutcome.UnknownPerson>(await ExplainAsync());

        _world.Reads(_world.Stored(1, [_world.Observe("session", "{}", "s")]));
        Assert.Equal("mood", Assert.Single(Assert.IsType<PersonaOutcome.MissingTraits>(await ExplainAsync()).Paths));
        Assert.Empty(_world.Saved);
    }

    private static string Text(PersonaRow row) => Encoding.UTF8.GetString(row.Body.Span);

    private async Task<PersonaRow> RowOfAsync(StoredMindscape stored)
    {
        _world.Finds(head: stored.Mindscape.Version.Value, null);
        _world.Reads(stored);
        await _world.Get();
        var row = Assert.Single(_world.Saved);
        _world.Saved.Clear();
        return row;
    }

    private Task<PersonaOutcome> ExplainAsync(DateTimeOffset? at = null) =>
        _explainer.ExplainAsync(new PersonaRequest(World.Ana, World.Mapper, PersonaContext.Empty, null, at), CancellationToken.None);
}
