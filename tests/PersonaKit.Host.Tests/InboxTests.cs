using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PersonaKit.Api.Authorization;
using PersonaKit.Api.Observing;
using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Engine;
using PersonaKit.Engine.Observing;
using PersonaKit.Engine.Storage;
using PersonaKit.Host.Tests.Hosting;

namespace PersonaKit.Host.Tests;

public sealed class InboxTests
{
    [Fact]
    public async Task A_full_inbox_is_429_with_when_to_try_again()
    {
        var store = new FullStore();
        var access = Options.Create(new AccessOptions());
        var keys = new KeyRing(access.Value);
        var authorizer = new Authorizer(access, keys, new TokenMint(access, keys, TimeProvider.System), TimeProvider.System);
        var recorder = new ObservationRecorder(store, StartedHost.ShippedCatalog.Traits, new EngineOptions(), TimeProvider.System);
        var endpoints = new ObservationEndpoints(recorder, store, authorizer);
        var http = new DefaultHttpContext { Request = { ContentType = "application/json", Body = new MemoryStream(Encoding.UTF8.GetBytes(Samples.Session)) } };
        var problem = await endpoints.PostAsync(http, "ada", CancellationToken.None);
        Assert.Equal((429, "inbox-full"), (problem!.Type.Status, problem.Type.Slug));
        Assert.True(problem.RetryAfter > TimeSpan.Zero);

        problem = await endpoints.RetractAsync(new DefaultHttpContext(), "ada", "s-1", CancellationToken.None);
        Assert.Equal((429, "inbox-full"), (problem!.Type.Status, problem.Type.Slug));
        Assert.True(problem.RetryAfter > TimeSpan.Zero);
    }

    private sealed class FullStore : IMindscapeStore
    {
        public Task<AppendOutcome> AppendAsync(PersonId personId, ImmutableArray<Observation> observations, int inboxLimit, CancellationToken cancellationToken) =>
            Task.FromResult<AppendOutcome>(new AppendOutcome.Full());

        public Task<StoredMindscape?> ReadAsync(PersonId personId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ReplaceOutcome> ReplaceAsync(StoredMindscape basis, Mindscape folded, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<AcceptedObservation> ReadFoldedAsync(PersonId personId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImmutableArray<AcceptedObservation>> ReadNewestAsync(PersonId personId, long? before, int limit, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<MindscapeVersion?> EraseAsync(PersonId personId, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task EraseLeftoversAsync(StoredMindscape tombstone, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<ImmutableArray<PersonId>> SamplePeopleAsync(int limit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
