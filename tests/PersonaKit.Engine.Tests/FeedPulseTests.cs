using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Engine.Folding;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>Whether a feed that another process drives moves.</summary>
public sealed class FeedPulseTests
{
    private const string Document = """{"id":"pulse!feed","person_id":"pulse!feed","kind":"pulse"}""";

    private readonly World _world = new();
    private readonly StoredPulse _pulse = new();
    private readonly FeedPulseCheck _check;
    private readonly MindscapeChangeBatchHandler _feed;

    public FeedPulseTests()
    {
        _check = new FeedPulseCheck(_pulse, _world.Time);
        _feed = new MindscapeChangeBatchHandler(
            _world.Handler, Mock.Of<IDeadLetterStore>(MockBehavior.Strict), _world.Time, NullLogger<MindscapeChangeBatchHandler>.Instance, pulse: _pulse);
    }

    [Fact]
    public async Task A_feed_that_brings_each_mark_is_alive_and_is_asked_twice_a_minute_at_most()
    {
        for (var second = 0; second < 120; second++)
        {
            Assert.True(await _check.IsAliveAsync(CancellationToken.None));
            await _feed.HandleAsync([Document], isLastAttempt: true, CancellationToken.None);
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((4, 4), (_pulse.Sent, _pulse.Received));
    }

    [Fact]
    public async Task A_feed_that_brings_nothing_for_three_minutes_is_dead_until_it_does()
    {
        Assert.True(await _check.IsAliveAsync(CancellationToken.None));
        _world.Time.Advance(TimeSpan.FromSeconds(179));
        Assert.True(await _check.IsAliveAsync(CancellationToken.None));
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await _check.IsAliveAsync(CancellationToken.None));

        await _feed.HandleAsync([Document], isLastAttempt: true, CancellationToken.None);
        Assert.True(await _check.IsAliveAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_mark_that_was_delivered_and_could_not_be_noted_is_sent_again()
    {
        Assert.True(await _check.IsAliveAsync(CancellationToken.None));
        _pulse.IsOut = true;
        await _feed.HandleAsync([Document], isLastAttempt: false, CancellationToken.None);
        _pulse.IsOut = false;
        _world.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.False(await _check.IsAliveAsync(CancellationToken.None));
        Assert.False(await _check.IsAliveAsync(CancellationToken.None));
        Assert.Equal(2, _pulse.Sent);
    }

    private sealed class StoredPulse : IFeedPulse
    {
        private FeedPulse? _latest;

        public bool IsOut { get; set; }

        public int Sent { get; private set; }

        public int Received { get; private set; }

        public Task<FeedPulse?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(_latest);

        public Task SendAsync(FeedPulse? known, DateTimeOffset at, CancellationToken cancellationToken)
        {
            Sent++;
            _latest = new FeedPulse(at, null, "");
            return Task.CompletedTask;
        }

        public Task ReceiveAsync(DateTimeOffset at, CancellationToken cancellationToken)
        {
            if (IsOut)
            {
                throw new StoreUnavailableException("out of reach");
            }

            if (_latest is { ReceivedAt: null } sent)
            {
                Received++;
                _latest = sent with { ReceivedAt = at };
            }

            return Task.CompletedTask;
        }
    }
}
