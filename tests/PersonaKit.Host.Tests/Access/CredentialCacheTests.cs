using PersonaKit.Api.Authorization;

namespace PersonaKit.Host.Tests.Access;

public sealed class CredentialCacheTests
{
    private readonly MovableClock _clock = new();

    [Fact]
    public void It_never_holds_more_than_its_capacity()
    {
        var cache = new CredentialCache(_clock);
        for (var i = 0; i < 3 * CredentialCache.Capacity; i++)
        {
            cache.Add($"{i}", Caller.Anybody, DateTimeOffset.MaxValue);
            Assert.InRange(cache.Count, 1, CredentialCache.Capacity);
        }
    }

    [Fact]
    public void A_credential_is_known_by_every_character_and_until_its_end()
    {
        var cache = new CredentialCache(_clock);
        cache.Add("Bearer abc", Caller.Anybody, _clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        Assert.NotNull(cache.Find("Bearer abc"));
        Assert.Null(cache.Find("bearer abc"));
        Assert.Null(cache.Find("Bearer abd"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(cache.Find("Bearer abc"));
        Assert.Equal(0, cache.Count);
    }
}
