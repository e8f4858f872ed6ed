using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Moq;
using PersonaKit.Functions.Changes;

namespace PersonaKit.Functions.Tests;

public sealed class ChangeFeedTests
{
    // What is not as it should be is the handler's to judge, document by document.
    private static readonly string[] Documents = ["""{"id":"ada","kind":"mindscape","at":"2026-01-20T10:00:00-05:00"}""", """{"id":7}""", "null"];

    private static readonly MethodInfo Function = typeof(MindscapeChangeFunctions).GetMethod(nameof(MindscapeChangeFunctions.FoldAsync))!;
    private static readonly CosmosDBTriggerAttribute Trigger = Function.GetParameters()[0].GetCustomAttribute<CosmosDBTriggerAttribute>()!;

    [Theory]
    [InlineData(0, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(null, true)]
    public async Task The_batch_reaches_the_handler_as_it_came_with_whether_it_comes_again(int? retries, bool isLast)
    {
        using var stopping = new CancellationTokenSource();
        var changes = new Mock<IMindscapeChanges>(MockBehavior.Strict);
        changes.Setup(handler => handler.HandleAsync(It.Is<IReadOnlyList<string>>(batch => batch.SequenceEqual(Documents)), isLast, stopping.Token)).Returns(Task.CompletedTask).Verifiable(Times.Once);
        var retry = retries is { } count ? Mock.Of<RetryContext>(retry => retry.RetryCount == count && retry.MaxRetryCount == 8) : null;
        var context = Mock.Of<FunctionContext>(context => context.RetryContext == retry! && context.CancellationToken == stopping.Token);

        await new MindscapeChangeFunctions(changes.Object).FoldAsync($"[{string.Join(',', Documents)}]", context);
        changes.Verify();
    }

    [Fact]
    public async Task A_failure_reaches_the_host_which_then_retries()
    {
        var changes = new Mock<IMindscapeChanges>();
        changes.Setup(handler => handler.HandleAsync(It.IsAny<IReadOnlyList<string>>(), It.IsAny<bool>(), It.IsAny<CancellationToken>())).ThrowsAsync(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => new MindscapeChangeFunctions(changes.Object).FoldAsync("[]", Mock.Of<FunctionContext>()));
    }

    [Fact]
    public void The_feed_starts_at_the_beginning_is_polled_often_and_creates_nothing()
    {
        Assert.True(Trigger.StartFromBeginning);
        Assert.InRange(Trigger.FeedPollDelay, 500, 1000);
        Assert.False(Trigger.CreateLeaseContainerIfNotExists);
        Assert.Equal(typeof(string), Function.GetParameters()[0].ParameterType);
    }

    [Fact]
    public void Retries_are_many_and_end()
    {
        var retry = Function.GetCustomAttribute<ExponentialBackoffRetryAttribute>()!;
        Assert.InRange(retry.MaxRetryCount, 3, 20);
        Assert.True(TimeSpan.Parse(retry.MinimumInterval) < TimeSpan.Parse(retry.MaximumInterval));
    }
}
