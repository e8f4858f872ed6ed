using Microsoft.Extensions.Time.Testing;
using PersonaKit.Sqlite.Changes;

namespace PersonaKit.Storage.Contracts.Tests.Sqlite;

public sealed class RetryQueueTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_pause_doubles_up_to_ten_seconds()
    {
        var queue = new RetryQueue(_time);
        var change = new PersonChange(Samples.NewPerson(), 5);
        foreach (var milliseconds in new[] { 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000, 10_000, 10_000 })
        {
            queue.Failed(change);
            Assert.Equal(milliseconds, queue.UntilNextDue(TimeSpan.FromMinutes(1)).TotalMilliseconds, 0.01);
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            Assert.Empty(queue.Due());
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal([change], queue.Due());
        }
    }

    [Fact]
    public void The_checkpoint_stays_below_every_change_that_has_not_succeeded()
    {
        var queue = new RetryQueue(_time);
        var (ann, bob) = (Samples.NewPerson(), Samples.NewPerson());
        queue.Failed(new(ann, 5));
        queue.Failed(new(bob, 7));
        Assert.Equal(5, queue.LowestSequence);

        // A later change of a person replaces the earlier one, because the person's row has only the later position.
        queue.Failed(new(ann, 9));
        Assert.Equal(7, queue.LowestSequence);
        queue.Succeeded(bob);
        queue.Succeeded(ann);
        Assert.Equal(long.MaxValue, queue.LowestSequence);
    }
}
