using System.Collections.Immutable;
using PersonaKit.Api.Http;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Time;
using PersonaKit.Core.Values;
using PersonaKit.Engine.WhatIf;

namespace PersonaKit.Api.WhatIf;

/// <summary>The body of a preview, as far as it can be read without knowing the mapper.</summary>
internal sealed record PreviewBody
{
    public const int MaxObservations = 1000;

    /// <summary>The mapper's text; null when it is one of ours.</summary>
    public string? Source { get; init; }

    public MapperId MapperId { get; init; }

    public int? Revision { get; init; }

    public PreviewSubject? Subject { get; init; }

    public LocalZone? Zone { get; init; }

    public DataValue.Map Context { get; init; } = DataValue.Map.Empty;

    public ImmutableArray<DateTimeOffset> Instants { get; init; } = [];

    /// <summary>No instant is named.</summary>
    public bool IsNow { get; init; }

    public bool Explains { get; init; } = true;

    /// <summary>Meaningless when there are faults.</summary>
    /// <param name="body">The body.</param>
    /// <param name="now">Looked at when the body names no instant.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static PreviewBody Read(DataValue body, DateTimeOffset now, List<Fault> faults)
    {
        if (BodyFields.TryOpen(body, faults) is not { } fields)
        {
            return new PreviewBody();
        }

        var (source, id, revision) = ReadMapper(fields);
        var instants = PreviewInstants.Read(fields, now);
        var preview = new PreviewBody
        {
            Source = source,
            MapperId = id,
            Revision = revision,
            Instants = instants,
            IsNow = !PreviewInstants.AreNamed(fields),
            Subject = ReadSubject(fields, instants.Append(now).Max()),
            Zone = ReadZone(fields),
            Context = fields.Object("context") ?? DataValue.Map.Empty,
            Explains = fields.Boolean("explain") ?? true,
        };
        fields.RejectUnknown();
        return preview;
    }

    private static (string? Source, MapperId Id, int? Revision) ReadMapper(BodyFields fields)
    {
        var mapper = fields.Take("mapper");
        var source = mapper is null ? null : MapperText.Of(mapper);
        if (mapper is not null && source is null)
        {
            fields.Fail("mapper", $"must be a mapper as text or as an object, this is {mapper.KindName}");
        }

        var text = fields.Text("mapper_id");
        if (mapper is not null)
        {
            if (fields.Has("mapper_id"))
            {
                fields.Fail("mapper_id", "is given beside mapper; only one of the two can be the mapper");
            }

            if (fields.Has("revision"))
            {
                fields.Fail("revision", "goes with mapper_id");
            }
        }
        else if (!fields.Has("mapper_id"))
        {
            fields.Fail("mapper", "is required, or mapper_id");
        }

        if (!MapperId.TryParse(text, out var id) && text is not null)
        {
            fields.Fail("mapper_id", $"must be {MapperId.Rule}");
        }

        return (source, id, fields.Integer("revision", 1, int.MaxValue));
    }

    /// <param name="fields">The body.</param>
    /// <param name="latest">Up to here an invented observation may lie in the future.</param>
    private static PreviewSubject? ReadSubject(BodyFields fields, DateTimeOffset latest)
    {
        var text = fields.Text("person_id");
        var observations = fields.List("observations", MaxObservations);
        if (fields.Has("person_id") == fields.Has("observations"))
        {
            fields.Fail(fields.Has("person_id") ? "observations" : "person_id", fields.Has("person_id")
                ? "is given beside person_id; only one of the two can be the person"
                : "is required, or observations");
        }

        if (observations is not null)
        {
            return ReadInvented(fields, observations, latest);
        }

        if (PersonId.TryParse(text, out var person))
        {
            return new PreviewSubject.Person(person);
        }

        if (text is not null)
        {
            fields.Fail("person_id", $"must be {PersonId.Rule}");
        }

        return null;
    }

    private static PreviewSubject.Invented ReadInvented(BodyFields fields, DataValue.List observations, DateTimeOffset latest)
    {
        var drafts = ObservationDraftReader.ReadItems(observations, "/observations", latest, fields.Faults);
        foreach (var draft in drafts.Where(draft => draft.ObservedAt is null))
        {
            fields.Faults.Add(new($"{draft.Pointer}/observed_at", "is required: nothing is received here that could say when it was"));
        }

        return new PreviewSubject.Invented(drafts);
    }

    private static LocalZone? ReadZone(BodyFields fields)
    {
        var name = fields.Text("time_zone");
        var zone = name is null ? null : LocalZone.TryFind(name);
        if (name is not null && zone is null)
        {
            fields.Fail("time_zone", "must be an IANA time zone such as Europe/Berlin");
        }

        return zone;
    }
}
