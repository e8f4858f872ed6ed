using Microsoft.Extensions.Time.Testing;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>Cached heads of an instance while another instance erases.</summary>
public sealed class TableHeadTests : IAsyncLifetime
{
    private readonly PersonId _person = Samples.NewPerson();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private TablePersonaStore _one = null!;
    private TablePersonaStore _other = null!;

    public async Task InitializeAsync()
    {
        var table = await TableEmulator.NewTableAsync();
        (_one, _other) = (new TablePersonaStore(table, _time), new TablePersonaStore(table, _time));
        await _one.AdvanceHeadAsync(_person, new(5), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_deleted_head_is_cached_for_at_most_one_hour()
    {
        await _other.EraseAsync(_person, new(6), _time.GetUtcNow() + ErasureLifetimes.Head, default);
        _time.Advance(ErasureLifetimes.Tombstone);
        Assert.Equal(1, await _other.PurgeExpiredAsync(_time.GetUtcNow(), 10, default));

        await _one.AdvanceHeadAsync(_person, new(1), default);
        Assert.Equal(1, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
    }

    [Fact]
    public async Task A_head_marked_by_another_instance_is_raised_and_loses_its_expiry()
    {
        await _other.EraseAsync(_person, new(6), _time.GetUtcNow() + ErasureLifetimes.Head, default);
        await _one.AdvanceHeadAsync(_person, new(7), default);

        _time.Advance(ErasureLifetimes.Tombstone);
        Assert.Equal(0, await _other.PurgeExpiredAsync(_time.GetUtcNow(), 10, default));
        Assert.Equal(7, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
    }

    [Fact]
    public async Task A_fold_that_lost_to_an_erase_does_not_raise_the_head()
    {
        await _other.EraseAsync(_person, new(7), _time.GetUtcNow() + ErasureLifetimes.Head, default);
        await _one.AdvanceHeadAsync(_person, new(6), default);

        Assert.Equal(7, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
        _time.Advance(ErasureLifetimes.Head);
        Assert.Equal(0, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
    }
}
