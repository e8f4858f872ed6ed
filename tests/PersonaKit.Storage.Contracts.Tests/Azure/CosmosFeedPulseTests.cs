using Microsoft.Azure.Cosmos;
using PersonaKit.Azure.Mindscapes;
using PersonaKit.Engine.Storage;
using PersonaKit.Storage.Contracts.Tests.Azure.Emulators;

namespace PersonaKit.Storage.Contracts.Tests.Azure;

/// <summary>The mark of the feed as a document.</summary>
public sealed class CosmosFeedPulseTests : IAsyncLifetime
{
    private Container _container = null!;
    private CosmosFeedPulse _pulse = null!;

    public async Task InitializeAsync()
    {
        _container = await CosmosEmulator.NewContainerAsync("mindscapes", "/person_id");
        _pulse = new CosmosFeedPulse(_container);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_mark_is_sent_received_once_and_sent_again()
    {
        Assert.Null(await _pulse.ReadAsync(default));
        await _pulse.SendAsync(null, Samples.Now, default);
        var sent = await _pulse.ReadAsync(default);
        Assert.Equal((Samples.Now, null), (sent!.SentAt, sent.ReceivedAt));

        await _pulse.ReceiveAsync(Samples.Now.AddSeconds(1), default);
        await _pulse.ReceiveAsync(Samples.Now.AddSeconds(2), default);
        var received = await _pulse.ReadAsync(default);
        Assert.Equal((Samples.Now, Samples.Now.AddSeconds(1)), (received!.SentAt, received.ReceivedAt!.Value));

        await _pulse.SendAsync(received, Samples.Now.AddMinutes(1), default);
        Assert.Equal(new FeedPulse(Samples.Now.AddMinutes(1), null, ""), await _pulse.ReadAsync(default) is { } next ? next with { ETag = "" } : null);
    }

    [Fact]
    public async Task Of_two_instances_that_send_at_once_one_does()
    {
        await _pulse.SendAsync(null, Samples.Now, default);
        await _pulse.SendAsync(null, Samples.Now.AddSeconds(1), default);
        var known = await _pulse.ReadAsync(default);
        Assert.Equal(Samples.Now, known!.SentAt);

        await _pulse.SendAsync(known, Samples.Now.AddSeconds(2), default);
        await _pulse.SendAsync(known, Samples.Now.AddSeconds(3), default);
        Assert.Equal(Samples.Now.AddSeconds(2), (await _pulse.ReadAsync(default))!.SentAt);
    }

    [Fact]
    public async Task It_is_nobody()
    {
        await _pulse.SendAsync(null, Samples.Now, default);
        Assert.Empty(await new CosmosMindscapeStore(_container, Samples.Catalog).SamplePeopleAsync(10, default));
    }
}
