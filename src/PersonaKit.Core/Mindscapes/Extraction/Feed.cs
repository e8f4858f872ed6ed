using System.Collections.Immutable;
using PersonaKit.Core.Mindscapes.Traits;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Core.Mindscapes.Extraction;

/// <summary>
/// How one field of an observation becomes evidence for one trait. A field that is missing, or that nothing maps, feeds nothing.
/// </summary>
internal abstract record Feed
{
    public required TraitDefinition Trait { get; init; }

    /// <summary>Where the value stands in the content.</summary>
    public required ImmutableArray<string> From { get; init; }

    public required double Nats { get; init; }

    /// <summary>Taken when the field is missing.</summary>
    public DataValue? Default { get; init; }

    /// <summary>The members of the content that it reads.</summary>
    public virtual IEnumerable<string> Members => From.Take(1);

    /// <summary>Whether a value of the field would become evidence.</summary>
    public abstract bool Takes(DataValue raw);

    public void Read(Observation observation, ref ZoneTimeline zones, List<Evidence> evidence)
    {
        if ((Find(observation.Content, From) ?? Default) is { } raw && Say(raw, observation, ref zones) is { } statement)
        {
            evidence.Add(new Evidence(Trait, observation, Nats, statement));
        }
    }

    /// <summary>What the value of the field says about the trait; null for nothing.</summary>
    protected abstract Statement? Say(DataValue raw, Observation observation, ref ZoneTimeline zones);

    protected static DataValue? Find(DataValue.Map content, ImmutableArray<string> path)
    {
        DataValue? value = path.IsEmpty ? null : content;
        foreach (var segment in path)
        {
            value = (value as DataValue.Map)?[segment];
        }

        return value is DataValue.Null ? null : value;
    }
}
