using System.Text;
using Moq;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

public class PersonaProviderTests
{
    private readonly World _world = new();

    [Fact]
    public async Task A_valid_row_is_served_without_reading_the_mindscape()
    {
        var row = _world.Row(version: 3);
        _world.Finds(head: 3, row);

        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get());

        Assert.Same(row, served.Row);
        Assert.Equal(CacheState.Hit, served.Cache);
        _world.Mindscapes.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_row_that_has_just_what_the_receipt_asks_for_is_served()
    {
        var row = _world.Row(version: 3, received: 2);
        _world.Finds(head: 3, row);
        Assert.Same(row, Assert.IsType<PersonaOutcome.Served>(await _world.Get(Receipt.For(World.Ana, 2))).Row);
    }

    public static TheoryData<string, long, long, int, double, long> Invalid => new()
    {
        { "its mindscape is behind the head", 2, 1, 1, 60, 0 },
        { "its mapper revision is not the active one", 3, 1, 2, 60, 0 },
        { "it expires this very instant", 3, 1, 1, 0, 0 },
        { "it does not reflect the receipt", 3, 1, 1, 60, 2 },
    };

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task A_row_is_rebuilt_when(string why, long version, long received, int revision, double expires, long after)
    {
        Assert.NotEmpty(why);
        _world.Finds(head: 3, _world.Row(version, received, revision, expires));
        _world.Reads(_world.Stored(3, [_world.Check("good")], _world.Check("bad", "o2")));

        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get(after > 0 ? Receipt.For(World.Ana, after) : null));

        Assert.Equal(CacheState.Stale, served.Cache);
        Assert.Equal(served.Row, Assert.Single(_world.Saved));
        Assert.Equal(new MindscapeVersion(4), served.Row.MindscapeVersion);
        Assert.Equal(2, served.Row.LastSequence);
    }

    [Fact]
    public async Task A_row_that_was_built_ahead_of_the_feed_stays_a_hit_and_listed_when_the_feed_has_folded_the_same()
    {
        _world.Finds(head: 1, null);
        _world.Reads(_world.Stored(1, [_world.Check("good")], _world.Check("bad", "o2"), _world.Check("bad", "o3")));
        var ahead = Assert.IsType<PersonaOutcome.Served>(await _world.Get()).Row;

        // The feed folds one of the two, then the other; the next fold is of another state.
        var mappers = World.Snapshot;
        foreach (var (head, isValid) in new[] { (2, true), (3, true), (4, false) })
        {
            _world.Finds(head, ahead);
            _world.Personas.Setup(store => store.ListAsync(World.Ana, It.IsAny<CancellationToken>()))
                .ReturnsAsync(new PersonaListing(new MindscapeVersion(head), [ahead]));
            _world.Reads(_world.Stored(head, [_world.Check("good"), _world.Check("bad", "o2"), _world.Check("bad", "o3"), _world.Check("good", "o4")]));
            var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get());
            Assert.Equal(isValid ? CacheState.Hit : CacheState.Stale, served.Cache);
            Assert.Equal(isValid ? [ahead] : [], await _world.Provider.ListValidAsync(World.Ana, mappers, CancellationToken.None));
        }
    }

    [Fact]
    public async Task The_fold_of_a_reader_and_that_of_the_feed_have_one_version_if_and_only_if_they_are_of_the_same_observations()
    {
        var (one, two, three) = (_world.Check("good"), _world.Check("bad", "o2"), _world.Check("bad", "o3"));
        var reader = await _world.Folder.FoldAsync(_world.Stored(7, [one], two, three), CancellationToken.None);
        var feed = _world.Stored(7, [one], two);
        Assert.Equal((new MindscapeVersion(9), 3L), (reader.Version, reader.LastSequence));
        Assert.Equal(new MindscapeVersion(8), feed.NextVersion);

        // The next reader, after that fold, comes to the same version as the first.
        Assert.Equal(reader.Version, (await _world.Folder.FoldAsync(_world.Stored(8, [one, two], three), CancellationToken.None)).Version);

        // A save without an observation is another state, too.
        Assert.Equal(new MindscapeVersion(10), _world.Stored(9, [one, two, three]).NextVersion);
    }

    [Fact]
    public async Task A_row_of_a_clock_that_was_set_back_is_neither_served_nor_listed()
    {
        var row = _world.Row(version: 3) with { GeneratedAt = _world.Time.GetUtcNow().AddMilliseconds(1) };
        _world.Finds(head: 3, row);
        _world.Reads(_world.Stored(3, [_world.Check("good")]));
        _world.Personas.Setup(store => store.ListAsync(World.Ana, It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PersonaListing(new MindscapeVersion(3), [row]));
        var mappers = World.Snapshot;

        Assert.Empty(await _world.Provider.ListValidAsync(World.Ana, mappers, CancellationToken.None));
        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get());
        Assert.Equal((CacheState.Stale, _world.Time.GetUtcNow()), (served.Cache, served.Row.GeneratedAt));

        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(row, Assert.Single(await _world.Provider.ListValidAsync(World.Ana, mappers, CancellationToken.None)));
        Assert.Same(row, Assert.IsType<PersonaOutcome.Served>(await _world.Get()).Row);
    }

    [Fact]
    public async Task A_persona_that_expired_while_it_was_built_is_built_again()
    {
        // At 11:59:59 it is morning; the store answers at noon.
        var mapper = World.Active("""
            metadata: { id: moods }
            rules:
              - id: early
                conditions: { time_check: { period: morning } }
                actions: [ { generate_suggestion: { type: t, template: t } } ]
            templates: { t: { title: T } }
            """, revision: 1);
        _world.Time.SetUtcNow(new DateTimeOffset(2026, 1, 20, 11, 59, 59, TimeSpan.Zero));
        var stored = _world.Stored(0, [], _world.Check("bad"));
        _world.Finds(head: 0, null);
        _world.Mindscapes.Setup(store => store.ReadAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Callback(() => _world.Time.Advance(TimeSpan.FromSeconds(1)))
            .ReturnsAsync(stored);

        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get(mapper: mapper));

        Assert.Equal(new DateTimeOffset(2026, 1, 20, 12, 0, 0, TimeSpan.Zero), served.Row.GeneratedAt);
        Assert.True(served.Row.ExpiresAt > _world.Time.GetUtcNow());
        Assert.DoesNotContain("early", Encoding.UTF8.GetString(served.Row.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_includes_the_observations_in_the_inbox()
    {
        _world.Finds(head: 0, null);
        _world.Reads(_world.Stored(0, [], _world.Check("bad")));

        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get());

        Assert.Equal(CacheState.Miss, served.Cache);
        Assert.Contains("cheer_up", Encoding.UTF8.GetString(served.Row.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_does_not_use_the_cache()
    {
        _world.Reads(_world.Stored(1, [_world.Check("bad")]));

        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Get(at: _world.Time.GetUtcNow().AddDays(1)));

        Assert.Equal(CacheState.Bypass, served.Cache);
        Assert.DoesNotContain("cheer_up", Encoding.UTF8.GetString(served.Row.Body.Span), StringComparison.Ordinal);
        _world.Personas.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_cut_is_a_preview_at_its_own_instant_and_does_not_use_the_cache()
    {
        var (bad, later) = (_world.Check("bad"), _world.Check("good", "o2") with { ObservedAt = _world.Time.GetUtcNow().AddHours(2) });
        _world.Reads(_world.Stored(1, [bad, later]));
        _world.Mindscapes.Setup(store => store.ReadFoldedAsync(World.Ana, It.IsAny<CancellationToken>()))
            .Returns(() => new[] { new AcceptedObservation(1, bad), new AcceptedObservation(2, later) }.ToAsyncEnumerable());
        var cut = new HistoryCut(_world.Time.GetUtcNow().AddMinutes(30), null);

        var served = Assert.IsType<PersonaOutcome.Served>(await _world.Provider.GetAsync(
            new PersonaRequest(World.Ana, World.Mapper, PersonaContext.Empty, null, null) { Cut = cut }, CancellationToken.None));

        Assert.Equal((CacheState.Bypass, cut.AsOf), (served.Cache, served.Row.GeneratedAt));
        Assert.Contains("cheer_up", Encoding.UTF8.GetString(served.Row.Body.Span), StringComparison.Ordinal);
        _world.Personas.VerifyNoOtherCalls();
    }

    [Fact]
    public async Task A_receipt_of_another_person_is_refused_at_once()
    {
        _world.Finds(head: 0, null);

        Assert.IsType<PersonaOutcome.ForeignReceipt>(await _world.Get(Receipt.For(PersonId.Parse("bob"), 1)));
    }

    [Fact]
    public async Task A_persona_is_never_built_from_a_replica_behind_the_head()
    {
        _world.Finds(head: 5, null);
        _world.Reads(_world.Stored(4, [_world.Check("bad")]));

        Assert.IsType<PersonaOutcome.NotYetVisible>(await _world.Get());
        Assert.Empty(_world.Saved);
    }

    [Fact]
    public async Task All_missing_traits_are_named_and_nothing_is_stored()
    {
        var demanding = World.Active("metadata: { id: moods }\nrequired_traits: [ x.one, mood, x.two ]", revision: 1);
        _world.Finds(head: 0, null);
        _world.Reads(_world.Stored(0, [], _world.Check("bad")));

        var missing = Assert.IsType<PersonaOutcome.MissingTraits>(await _world.Get(mapper: demanding));

        Assert.Equal("x.one, x.two", string.Join(", ", missing.Paths));
        Assert.Empty(_world.Saved);
    }

    [Fact]
    public async Task A_person_without_observations_is_unknown()
    {
        _world.Finds(head: 0, null);
        _world.Reads([null]);

        Assert.IsType<PersonaOutcome.UnknownPerson>(await _world.Get());
    }
}
