using Microsoft.Extensions.Time.Testing;
using PersonaKit.Azure.Personas;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>What an instance remembers of heads, while another erases.</summary>
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
    public async Task A_head_that_is_gone_is_remembered_for_an_hour_at_most()
    {
        await _other.EraseAsync(_person, new(6), _time.GetUtcNow() + ErasureLifetimes.Head, default);
        _time.Advance(ErasureLifetimes.Tombstone);
        Assert.Equal(1, await _other.PurgeExpiredAsync(_time.GetUtcNow(), 10, default));

        await _one.AdvanceHeadAsync(_person, new(1), default);
        Assert.Equal(1, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
    }

    [Fact]
    public async Task A_head_that_another_instance_has_marked_is_raised_over_the_mark()
    {
        await _other.EraseAsync(_person, new(6), _time.GetUtcNow() + ErasureLifetimes.Head, default);
        await _one.AdvanceHeadAsync(_person, new(7), default);

        _time.Advance(ErasureLifetimes.Tombstone);
        Assert.Equal(0, await _other.PurgeExpiredAsync(_time.GetUtcNow(), 10, default));
        Assert.Equal(7, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
    }

    [Fact]
    public async Task A_fold_that_was_overtaken_by_an_erase_does_not_raise_the_head_again()
    {
        await _other.EraseAsync(_person, new(7), _time.GetUtcNow() + ErasureLifetimes.Head, default);
        await _one.AdvanceHeadAsync(_person, new(6), default);

        Assert.Equal(7, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
        _time.Advance(ErasureLifetimes.Head);
        Assert.Equal(0, (await _other.FindAsync(_person, Samples.Key(), default)).Head.Value);
    }
}
