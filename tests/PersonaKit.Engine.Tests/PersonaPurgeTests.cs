using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PersonaKit.Engine.Hosting;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Engine.Tests;

/// <summary>
/// The purge asks for pages until one is not full or the bound is reached, and the service runs it every minute whatever the store says.
/// </summary>
public sealed class PersonaPurgeTests
{
    private const int PagesPerRun = 20;

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly WatchedTime _time = new();
    private readonly Mock<IPersonaStore> _personas = new(MockBehavior.Strict);
    private readonly SemaphoreSlim _asked = new(0);
    private readonly PersonaPurge _purge;
    private Func<int> _page = () => 0;
    private int _pages;

    public PersonaPurgeTests()
    {
        _purge = new PersonaPurge(_personas.Object, _time);
        _personas.Setup(store => store.PurgeExpiredAsync(It.IsAny<DateTimeOffset>(), PersonaPurge.PageSize, It.IsAny<CancellationToken>()))
            .Returns((DateTimeOffset now, int _, CancellationToken _) =>
            {
                Assert.Equal(_time.GetUtcNow(), now);
                _pages++;
                try
                {
                    return Task.FromResult(_page());
                }
                finally
                {
                    _asked.Release();
                }
            });
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 500, 1)]
    [InlineData(2, 1000, 2)]
    [InlineData(3, 1499, 3)]
    [InlineData(20, 1499, 3)]
    public async Task Pages_are_deleted_until_one_is_not_full_or_there_were_enough(int limit, int deleted, int pages)
    {
        var left = 1499;
        _page = () =>
        {
            var gone = Math.Min(left, PersonaPurge.PageSize);
            left -= gone;
            return gone;
        };
        Assert.Equal(deleted, await _purge.RunAsync(limit, CancellationToken.None));
        Assert.Equal(pages, _pages);
    }

    [Fact]
    public async Task A_last_page_that_is_exactly_full_is_followed_by_an_empty_one()
    {
        var left = 500;
        _page = () => Interlocked.Exchange(ref left, 0);
        Assert.Equal(500, await _purge.RunAsync(PagesPerRun, CancellationToken.None));
        Assert.Equal(2, _pages);
    }

    [Fact]
    public async Task The_service_purges_once_a_minute_and_not_before()
    {
        using var service = await StartAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, _pages);
        for (var minute = 1; minute <= 3; minute++)
        {
            _time.Advance(TimeSpan.FromSeconds(minute == 1 ? 1 : 60));
            Assert.True(await _asked.WaitAsync(Soon), "the minute passed without a purge");
            Assert.Equal(minute, _pages);
        }

        await service.StopAsync(CancellationToken.None);
        Assert.True(service.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task One_run_of_the_service_deletes_no_more_than_its_pages()
    {
        _page = () => PersonaPurge.PageSize;
        using var service = await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        for (var page = 0; page < PagesPerRun; page++)
        {
            Assert.True(await _asked.WaitAsync(Soon));
        }

        Assert.False(await _asked.WaitAsync(TimeSpan.FromMilliseconds(100)));
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task After_an_outage_the_next_minute_tries_again()
    {
        _page = () => throw new StoreUnavailableException("throttled");
        using var service = await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await _asked.WaitAsync(Soon));

        _page = () => 0;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await _asked.WaitAsync(Soon), "the outage ended the service");
        await service.StopAsync(CancellationToken.None);
    }

    private async Task<PurgeService> StartAsync()
    {
        var service = new PurgeService(_purge, _time, NullLogger<PurgeService>.Instance);
        await service.StartAsync(CancellationToken.None);
        Assert.True(await _time.Timers.WaitAsync(Soon), "the service set no timer");
        return service;
    }
}
