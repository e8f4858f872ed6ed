using System.Collections.Immutable;
using PersonaKit.Api.Http;
using PersonaKit.Core.Time;

namespace PersonaKit.Api.WhatIf;

/// <summary>The instants a preview looks at: <c>at</c>, or <c>from</c> to <c>to</c> in steps, both ends included.</summary>
internal static class PreviewInstants
{
    public const int Most = 200;

    public static bool AreNamed(BodyFields fields) => fields.Has("at") || fields.Has("from") || fields.Has("to") || fields.Has("step");

    /// <summary>Never empty; <paramref name="now"/> alone when the body names none, and after a fault.</summary>
    public static ImmutableArray<DateTimeOffset> Read(BodyFields fields, DateTimeOffset now)
    {
        var at = fields.Instant("at");
        var from = fields.Instant("from");
        var to = fields.Instant("to");
        var step = ReadStep(fields);
        if (!fields.Has("from") && !fields.Has("to") && !fields.Has("step"))
        {
            return [at ?? now];
        }

        if (fields.Has("at"))
        {
            fields.Fail("at", "is given beside from, to and step");
        }

        foreach (var part in new[] { "from", "to", "step" })
        {
            if (!fields.Has(part))
            {
                fields.Fail(part, "is required: from, to and step go together");
            }
        }

        return from is { } first && to is { } last && step is { } pause ? Walk(fields, first, last, pause) ?? [now] : [now];
    }

    private static TimeSpan? ReadStep(BodyFields fields)
    {
        if (fields.Text("step") is not { } text)
        {
            return null;
        }

        if (Durations.TryParse(text) is { } step && step > TimeSpan.Zero)
        {
            return step;
        }

        fields.Fail("step", $"must be {Durations.Rule}, and not nothing");
        return null;
    }

    private static ImmutableArray<DateTimeOffset>? Walk(BodyFields fields, DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        if (to < from)
        {
            fields.Fail("to", "lies before from");
            return null;
        }

        var count = ((to - from).Ticks / step.Ticks) + 1;
        if (count > Most)
        {
            fields.Fail("step", $"makes {count} instants from from to to, at most {Most} are looked at");
            return null;
        }

        return [.. Enumerable.Range(0, (int)count).Select(i => from + (step * i))];
    }
}
