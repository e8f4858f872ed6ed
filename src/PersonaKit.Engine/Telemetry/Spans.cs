using System.Collections.Immutable;
using System.Diagnostics;
using PersonaKit.Core.Observations;

namespace PersonaKit.Engine.Telemetry;

/// <summary>
/// The spans of the engine. They run from a post to the fold that counts it and to the persona built from that: each names the one before
/// by a link, because they are requests of their own, maybe days apart. Without a listener there is no span, and null comes back.
/// </summary>
internal static class Spans
{
    /// <summary>Links of one span. A long inbox has many senders, and collectors have limits (OpenTelemetry's own is 128).</summary>
    public const int MaxLinks = 32;

    private const string Operation = "gen_ai.operation.name";

    private static readonly ActivitySource Source = new(EngineTelemetry.Name, typeof(Spans).Assembly.GetName().Version?.ToString(3));

    /// <summary>A batch of observations is checked and made durable.</summary>
    public static Activity? Observe(int observations) =>
        Source.StartActivity("observe")?.SetTag(Operation, "upsert_memory").SetTag("personakit.observation.count", observations);

    /// <summary>An observation is taken back.</summary>
    public static Activity? Retract() => Source.StartActivity("retract")?.SetTag(Operation, "delete_memory");

    /// <summary>What waits for a person is folded.</summary>
    public static Activity? Fold(ImmutableArray<AcceptedObservation> inbox) => Source.HasListeners()
        ? Source.StartActivity(ActivityKind.Consumer, links: LinksTo(TracesOf(inbox)), name: "fold")?.SetTag("personakit.fold.size", inbox.Length)
        : null;

    /// <summary>A persona is built.</summary>
    public static Activity? Build(string mapperId, string cache) => Source.StartActivity("build persona")
        ?.SetTag(Operation, "search_memory").SetTag("personakit.mapper.id", mapperId).SetTag("personakit.persona.cache", cache);

    /// <summary>Links the span that runs now to the fold and to the waiting observations that a mindscape is read from.</summary>
    public static void LinkRead(string? foldTrace, ImmutableArray<AcceptedObservation> waiting)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span || !ReferenceEquals(span.Source, Source))
        {
            return;
        }

        foreach (var link in LinksTo(TracesOf(waiting).Prepend(foldTrace)))
        {
            span.AddLink(link);
        }
    }

    /// <summary>What a stored record may name: the span, if it is one that is kept.</summary>
    public static string? TraceParentOf(Activity? span) => span is { Recorded: true, IdFormat: ActivityIdFormat.W3C } ? span.Id : null;

    /// <summary>The span failed. The message of a failure may quote what a person said; its type does not.</summary>
    public static void Fail(Activity? span, Exception fault) =>
        span?.SetStatus(ActivityStatusCode.Error).SetTag("error.type", fault.GetType().FullName);

    private static IEnumerable<string?> TracesOf(ImmutableArray<AcceptedObservation> observations) =>
        observations.Select(accepted => accepted.Observation.TraceParent);

    private static List<ActivityLink> LinksTo(IEnumerable<string?> traces)
    {
        var links = new List<ActivityLink>();
        foreach (var trace in traces.Distinct())
        {
            if (links.Count < MaxLinks && trace is not null && ActivityContext.TryParse(trace, null, isRemote: true, out var context))
            {
                links.Add(new ActivityLink(context));
            }
        }

        return links;
    }
}
