using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.Http;

/// <summary>A JSON object read field by field: what is wrong becomes a fault with its pointer, and a field that nobody asked for is one, too.</summary>
internal sealed class BodyFields(DataValue.Map map, List<Fault> faults)
{
    private readonly List<string> _known = [];

    public List<Fault> Faults => faults;

    /// <summary>The body's fields; null and a fault when the body is no object.</summary>
    public static BodyFields? TryOpen(DataValue body, List<Fault> faults)
    {
        if (body is DataValue.Map map)
        {
            return new BodyFields(map, faults);
        }

        faults.Add(new("", $"the body must be an object, this is {body.KindName}"));
        return null;
    }

    /// <summary>Whether the field is there at all, right or wrong.</summary>
    public bool Has(string name) => map[name] is not null;

    public DataValue? Take(string name)
    {
        _known.Add(name);
        return map[name];
    }

    public void Fail(string name, string detail) => faults.Add(new($"/{name}", detail));

    public string? Text(string name)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case DataValue.Text text:
                return text.Value;
            case var other:
                Fail(name, $"must be text, this is {other.KindName}");
                return null;
        }
    }

    public int? Integer(string name, int least, int most)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case DataValue.Number { Value: var value } when value >= least && value <= most && value == Math.Floor(value):
                return (int)value;
            case var other:
                Fail(name, other is DataValue.Number ? $"must be a whole number from {least} to {most}" : $"must be a whole number from {least} to {most}, this is {other.KindName}");
                return null;
        }
    }

    public bool? Boolean(string name)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case DataValue.Boolean boolean:
                return boolean.Value;
            case var other:
                Fail(name, $"must be true or false, this is {other.KindName}");
                return null;
        }
    }

    public DataValue.Map? Object(string name)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case DataValue.Map fields:
                return fields;
            case var other:
                Fail(name, $"must be an object, this is {other.KindName}");
                return null;
        }
    }

    /// <param name="name">The field.</param>
    /// <param name="most">The longest list that is taken.</param>
    public DataValue.List? List(string name, int most)
    {
        switch (Take(name))
        {
            case null:
                return null;
            case DataValue.List list when list.Items.Length <= most:
                return list;
            case DataValue.List list:
                Fail(name, $"has at most {most} items, this one has {list.Items.Length}");
                return null;
            case var other:
                Fail(name, $"must be a list, this is {other.KindName}");
                return null;
        }
    }

    /// <summary>An instant in whole milliseconds, past or future.</summary>
    public DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Instants.TryParse(text, out var instant))
        {
            return Instants.Truncate(instant);
        }

        Fail(name, "must be an ISO 8601 instant with an offset, such as 2026-01-20T09:00:00Z");
        return null;
    }

    /// <summary>Call it last: what was not taken by then is unknown.</summary>
    public void RejectUnknown()
    {
        foreach (var (key, _) in map.Entries)
        {
            if (!_known.Contains(key))
            {
                faults.Add(new(ObservationDraftReader.Pointer("", key), $"unknown field; known are {string.Join(", ", _known)}"));
            }
        }
    }
}
