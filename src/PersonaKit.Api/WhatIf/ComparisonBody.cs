using System.Collections.Immutable;
using PersonaKit.Api.Http;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.WhatIf;

/// <summary>The body of a comparison.</summary>
internal sealed record ComparisonBody
{
    public const int MaxPeople = 100;
    public const int DefaultSample = 20;

    /// <summary>The revision to compare with; null for the active one.</summary>
    public int? With { get; init; }

    public ImmutableArray<PersonId> People { get; init; } = [];

    public int Sample { get; init; } = DefaultSample;

    public DateTimeOffset? At { get; init; }

    public DataValue.Map Context { get; init; } = DataValue.Map.Empty;

    /// <summary>Meaningless when there are faults.</summary>
    public static ComparisonBody Read(DataValue body, List<Fault> faults)
    {
        if (BodyFields.TryOpen(body, faults) is not { } fields)
        {
            return new ComparisonBody();
        }

        var comparison = new ComparisonBody
        {
            With = fields.Integer("with", 1, int.MaxValue),
            People = ReadPeople(fields),
            Sample = fields.Integer("sample", 1, MaxPeople) ?? DefaultSample,
            At = fields.Instant("at"),
            Context = fields.Object("context") ?? DataValue.Map.Empty,
        };
        if (fields.Has("people") && fields.Has("sample"))
        {
            fields.Fail("sample", "is given beside people; either you name them or we do");
        }

        fields.RejectUnknown();
        return comparison;
    }

    private static ImmutableArray<PersonId> ReadPeople(BodyFields fields)
    {
        if (fields.List("people", MaxPeople) is not { } list)
        {
            return [];
        }

        if (list.Items.IsEmpty)
        {
            fields.Fail("people", "names nobody");
        }

        var people = ImmutableArray.CreateBuilder<PersonId>(list.Items.Length);
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Items[i] is not DataValue.Text text || !PersonId.TryParse(text.Value, out var person))
            {
                fields.Fail($"people/{i}", $"must be {PersonId.Rule}");
            }
            else if (people.Contains(person))
            {
                fields.Fail($"people/{i}", "is named twice");
            }
            else
            {
                people.Add(person);
            }
        }

        return people.DrainToImmutable();
    }
}
