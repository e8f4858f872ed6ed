using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Host.Tests.Hosting;
using PersonaKit.Host.Tests.Leaking;

namespace PersonaKit.Host.Tests;

/// <summary>A change can be followed from the post through the feed to the persona that shows it.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string Off = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    private const string On = "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private readonly SeenFromOutside _seen = new();
    private readonly StartedHost _host;

    public TraceTests() => _host = new StartedHost
    {
        Configure = builder =>
        {
            builder.Configuration.AddInMemoryCollection([SeenFromOutside.Endpoint]);
            _seen.Watch(builder.Services);
        },
    };

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_fold_names_the_post_and_the_persona_names_the_fold()
    {
        Assert.Equal(202, await PostAsync("ada", On));
        var observe = await SpanAsync(IsOfPost);
        Assert.Equal("POST /api/v1/people/{person_id}/observations", observe.Parent!.DisplayName);

        var fold = await SpanAsync(span => span.OperationName == "fold" && span.Links.Any(link => link.Context.SpanId == observe.SpanId));
        Assert.NotEqual(observe.TraceId, fold.TraceId);
        Assert.Equal((ActivityKind.Consumer, "advanced"), (fold.Kind, fold.GetTagItem("personakit.fold.outcome")));

        Assert.Equal(200, (int)(await _host.Client.GetAsync("people/ada/personas/daily_work_optimizer")).Status);
        var build = await SpanAsync(span => span.OperationName == "build persona" && span.Links.Any(link => link.Context.SpanId == fold.SpanId));
        Assert.Equal("GET /api/v1/people/{person_id}/personas/{mapper_id}", build.Parent!.DisplayName);
    }

    [Fact]
    public async Task A_persona_that_is_ahead_of_the_feed_names_the_post_itself()
    {
        Assert.Equal(202, await PostAsync("bob", On));
        Assert.Equal(200, (int)(await _host.Client.GetAsync("people/bob/personas/daily_work_optimizer")).Status);
        var observe = await SpanAsync(IsOfPost);

        // Or the fold, where the feed was faster.
        await SpanAsync(span => span.OperationName == "build persona" && span.Links.Any(link => link.Context.SpanId == observe.SpanId || _seen.Spans.Any(
            fold => fold.SpanId == link.Context.SpanId && fold.Links.Any(post => post.Context.SpanId == observe.SpanId))));
    }

    [Theory]
    [InlineData(On, true)]
    [InlineData(Off, false)]
    public async Task A_post_is_stored_with_its_trace_exactly_when_its_sender_samples_it(string traceParent, bool isStored)
    {
        Assert.Equal(202, await PostAsync("cy", traceParent));
        await _host.FoldAsync();
        Assert.Equal(isStored, (await FoldedAsync("cy")).TraceParent?.StartsWith(On[..35], StringComparison.Ordinal) ?? false);
        Assert.DoesNotContain(_seen.Spans, span => span.TraceId.ToHexString() == Off[3..35]);
    }

    [Fact]
    public async Task A_retracted_observation_has_no_trace_any_more()
    {
        Assert.Equal(202, await PostAsync("eve", On, Samples.SessionWithId("s-1")));
        await _host.FoldAsync();
        Assert.NotNull((await FoldedAsync("eve")).TraceParent);
        Assert.Equal(202, (int)(await _host.Client.SendAsync(HttpMethod.Delete, "people/eve/observations/s-1")).Status);
        await _host.FoldAsync();
        Assert.Equal((true, null), (await FoldedAsync("eve") is var gone && gone.IsForgotten, gone.TraceParent));
    }

    [Fact]
    public async Task The_trace_is_no_part_of_an_observation_that_clients_see_or_that_a_retry_is_compared_by()
    {
        const string Session = """{"id":"s-1","type":"work_session","content":{"duration_minutes":90,"productivity_score":5,"interruptions":0}}""";
        Assert.Equal(202, await PostAsync("dee", On, Session));
        Assert.Contains("duplicate", (await _host.Client.PostAsync("dee", Session)).Text, StringComparison.Ordinal);
        await _host.FoldAsync();
        foreach (var path in (string[])["observations", "export", "mindscape", "mindscape?view=explain", "personas/daily_work_optimizer?view=explain"])
        {
            var answer = await _host.Client.GetAsync($"people/dee/{path}");
            Assert.Equal(200, (int)answer.Status);
            Assert.DoesNotContain(On[3..35], answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("trace", answer.Text, StringComparison.OrdinalIgnoreCase);
        }
    }

    private async Task<int> PostAsync(string person, string traceParent, string body = Samples.Session)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return (int)(await _host.Client.PostAsync(person, content, ("traceparent", traceParent))).Status;
    }

    private async Task<Observation> FoldedAsync(string person)
    {
        await foreach (var accepted in _host.Service<IMindscapeStore>().ReadFoldedAsync(PersonId.Parse(person), CancellationToken.None))
        {
            return accepted.Observation;
        }

        throw new InvalidOperationException($"nothing of {person} is folded");
    }

    /// <summary>The source is one of the process, where other tests run hosts of their own.</summary>
    private static bool IsOfPost(Activity span) => span.OperationName == "observe" && span.TraceId.ToHexString() == On[3..35];

    /// <summary>Spans end behind the answers they belong to.</summary>
    private async Task<Activity> SpanAsync(Func<Activity, bool> isIt)
    {
        for (var waited = 0; waited < 1000; waited++)
        {
            if (_seen.Spans.FirstOrDefault(isIt) is { } found)
            {
                return found;
            }

            await Task.Delay(10);
        }

        throw new InvalidOperationException($"no such span among {string.Join(", ", _seen.Spans.Select(span => span.DisplayName))}");
    }
}
