using System.Collections.Immutable;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Observations;

/// <summary>
/// Reads the body of a post: one observation, a list of them, or <c>{"observations": [ … ]}</c>. Collects every fault of every item; what an
/// observation's content must look like is the trait catalog's to say.
/// </summary>
public static class ObservationDraftReader
{
    /// <summary>The most observations in one request.</summary>
    public const int MaxBatch = 100;

    /// <summary>How far ahead of our clock a sender's clock may be.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>The longest observation type, in characters.</summary>
    public const int MaxTypeLength = 64;

    /// <summary>What an observation type may look like, in words for an error message.</summary>
    public const string TypeRule = "1 to 64 characters of A-Z a-z 0-9 . _ -, starting with a letter or a digit";

    /// <summary>
    /// The drafts of the body's well-formed observations; every fault of the others is added to <paramref name="faults"/>.
    /// </summary>
    /// <param name="body">The parsed body of the request.</param>
    /// <param name="now">The instant of receipt, from which times in the future are refused.</param>
    /// <param name="faults">Receives the faults, each with a JSON pointer into the body.</param>
    public static ImmutableArray<ObservationDraft> Read(DataValue body, DateTimeOffset now, List<Fault> faults)
    {
        switch (body)
        {
            case DataValue.List list:
                return ReadBatch(list, "", now, faults);
            case DataValue.Map map when map["observations"] is { } wrapped:
                foreach (var (key, _) in map.Entries)
                {
                    if (key != "observations")
                    {
                        faults.Add(new(Pointer("", key), "unknown field beside 'observations'"));
                    }
                }

                if (wrapped is DataValue.List batch)
                {
                    return ReadBatch(batch, "/observations", now, faults);
                }

                faults.Add(new("/observations", $"must be a list of observations, this is {wrapped.KindName}"));
                return [];
            default:
                return ReadOne(body, "", now, faults) is { } draft ? [draft] : [];
        }
    }

    private static ImmutableArray<ObservationDraft> ReadBatch(DataValue.List list, string pointer, DateTimeOffset now, List<Fault> faults)
    {
        if (list.Items.Length is 0 or > MaxBatch)
        {
            faults.Add(new(pointer, $"a batch has 1 to {MaxBatch} observations, this one has {list.Items.Length}"));
            return [];
        }

        return ReadItems(list, pointer, now, faults);
    }

    /// <summary>Observations of a list whose length is its owner's to judge. The faulty ones are left out.</summary>
    public static ImmutableArray<ObservationDraft> ReadItems(DataValue.List list, string pointer, DateTimeOffset now, List<Fault> faults)
    {
        var drafts = ImmutableArray.CreateBuilder<ObservationDraft>(list.Items.Length);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (ReadOne(list.Items[i], $"{pointer}/{i}", now, faults) is { } draft)
            {
                drafts.Add(draft);
            }
        }

        return drafts.DrainToImmutable();
    }

    private static ObservationDraft? ReadOne(DataValue body, string at, DateTimeOffset now, List<Fault> faults)
    {
        if (body is not DataValue.Map map)
        {
            faults.Add(new(at, $"an observation is an object, this is {body.KindName}"));
            return null;
        }

        var before = faults.Count;
        ObservationId? id = null;
        string? type = null;
        DataValue.Map? content = null;
        DataValue.Map? meta = null;
        DateTimeOffset? observedAt = null;
        ObservationId? corrects = null;
        foreach (var (key, value) in map.Entries)
        {
            var pointer = Pointer(at, key);
            switch (key)
            {
                case "id":
                    id = ReadId(value, pointer, faults);
                    break;
                case "type":
                    type = ReadType(value, pointer, faults);
                    break;
                case "content":
                    content = ReadObject(value, pointer, faults);
                    break;
                case "meta":
                    meta = ReadObject(value, pointer, faults);
                    break;
                case "observed_at":
                    observedAt = ReadInstant(value, pointer, now, faults);
                    break;
                case "corrects":
                    corrects = ReadId(value, pointer, faults);
                    break;
                default:
                    faults.Add(new(pointer, "unknown field; an observation has id, type, observed_at, content, meta and corrects"));
                    break;
            }
        }

        if (corrects is not null && corrects == id)
        {
            faults.Add(new(Pointer(at, "corrects"), "'corrects' must differ from 'id'"));
        }

        if (map["type"] is null)
        {
            faults.Add(new(Pointer(at, "type"), "is required"));
        }

        if (map["content"] is null)
        {
            faults.Add(new(Pointer(at, "content"), "is required"));
        }

        return faults.Count > before
            ? null
            : new ObservationDraft { Pointer = at, Id = id, Type = type!, Content = content!, Meta = meta, ObservedAt = observedAt, Corrects = corrects };
    }

    /// <summary>An instant in a request: text, with an offset, and not further ahead than <see cref="ClockSkew"/>. Null after a fault.</summary>
    public static DateTimeOffset? ReadInstant(DataValue value, string pointer, DateTimeOffset now, List<Fault> faults)
    {
        if (value is not DataValue.Text text)
        {
            faults.Add(new(pointer, $"must be an ISO 8601 instant as text, this is {value.KindName}"));
            return null;
        }

        if (!Instants.TryParse(text.Value, out var instant))
        {
            faults.Add(new(pointer, "must be an ISO 8601 instant with an offset, such as 2026-01-20T09:00:00Z or 2026-01-20T09:00:00-05:00"));
            return null;
        }

        if (instant - now > ClockSkew)
        {
            faults.Add(new(pointer, $"lies more than {ClockSkew.TotalMinutes:0} minutes in the future"));
            return null;
        }

        return Instants.Truncate(instant);
    }

    /// <summary>Appends one segment to a JSON pointer, escaped as RFC 6901 asks.</summary>
    public static string Pointer(string at, string segment) =>
        $"{at}/{segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    internal static ObservationId? ReadId(DataValue value, string pointer, List<Fault> faults)
    {
        if (value is not DataValue.Text text || !ObservationId.TryParse(text.Value, out var id))
        {
            faults.Add(new(pointer, $"must be {ObservationId.Rule}"));
            return null;
        }

        if (text.Value.StartsWith(Retraction.IdPrefix, StringComparison.Ordinal))
        {
            faults.Add(new(pointer, $"ids that start with '{Retraction.IdPrefix}' are those of retractions"));
            return null;
        }

        return id;
    }

    /// <summary>True when <paramref name="text"/> follows <see cref="TypeRule"/>.</summary>
    public static bool IsType(string text) => IdText.IsValid(text, MaxTypeLength, "._-");

    private static string? ReadType(DataValue value, string pointer, List<Fault> faults)
    {
        if (value is not DataValue.Text text || !IsType(text.Value))
        {
            faults.Add(new(pointer, $"must be text: {TypeRule}"));
            return null;
        }

        if (text.Value == Retraction.Type)
        {
            faults.Add(new(pointer, $"a {Retraction.Type} is not posted: DELETE the observation, or post another that 'corrects' it"));
            return null;
        }

        return text.Value;
    }

    private static DataValue.Map? ReadObject(DataValue value, string pointer, List<Fault> faults)
    {
        if (value is DataValue.Map map)
        {
            return map;
        }

        faults.Add(new(pointer, $"must be an object, this is {value.KindName}"));
        return null;
    }
}
