using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;
using Moq;
using PersonaKit.Engine.Serving;
using PersonaKit.Engine.Storage;
using PersonaKit.Functions.Purging;
using PersonaKit.Functions.Tests.Hosting;

namespace PersonaKit.Functions.Tests;

/// <summary>The timer that deletes expired rows, which Table Storage does not do by itself.</summary>
public sealed class PurgeTests
{
    private readonly Mock<IPersonaStore> _personas = new(MockBehavior.Strict);

    [Theory]
    [InlineData(PersonaPurge.PageSize, 20)]
    [InlineData(PersonaPurge.PageSize - 1, 1)]
    public async Task A_run_deletes_what_is_expired_now_in_at_most_twenty_pages(int rows, int pages)
    {
        using var stop = new CancellationTokenSource();
        _personas.Setup(store => store.PurgeExpiredAsync(FunctionsWorld.Now, PersonaPurge.PageSize, stop.Token)).ReturnsAsync(rows);
        await new PurgeFunctions(new PersonaPurge(_personas.Object, new FakeTimeProvider(FunctionsWorld.Now))).PurgeAsync(new TimerInfo(), stop.Token);
        _personas.Verify(store => store.PurgeExpiredAsync(FunctionsWorld.Now, PersonaPurge.PageSize, stop.Token), Times.Exactly(pages));
    }

    [Fact]
    public void The_timer_runs_every_five_minutes()
    {
        var function = typeof(PurgeFunctions).GetMethod(nameof(PurgeFunctions.PurgeAsync))!;
        Assert.Equal("purgePersonas", function.GetCustomAttribute<FunctionAttribute>()!.Name);
        Assert.Equal("0 */5 * * * *", function.GetParameters()[0].GetCustomAttribute<TimerTriggerAttribute>()!.Schedule);
    }
}
