using System.Collections.Immutable;
using PersonaKit.Core.Personas.Contexts;
using PersonaKit.Core.Personas.Programs;
using PersonaKit.Core.Values;

namespace PersonaKit.Api.WhatIf;

/// <summary>One context for two revisions, which may not know the same fields: each gets what it accepts, and a field that neither does is a fault.</summary>
internal static class ComparedContexts
{
    public static (PersonaContext Before, PersonaContext After) Read(MapperProgram before, MapperProgram after, DataValue.Map context, List<Fault> faults)
    {
        if (context.Entries.Length > PersonaContext.MaxFields)
        {
            faults.Add(new("/context", $"at most {PersonaContext.MaxFields} context fields are accepted, these are {context.Entries.Length}"));
            return (PersonaContext.Empty, PersonaContext.Empty);
        }

        var old = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>();
        var now = ImmutableArray.CreateBuilder<KeyValuePair<string, DataValue>>();
        foreach (var entry in context.Entries)
        {
            var field = new DataValue.Map([entry]);
            var refusals = new List<Fault>();
            var accepted = TryAdd(before, field, old, []) | TryAdd(after, field, now, refusals);
            if (!accepted)
            {
                faults.AddRange(refusals);
            }
        }

        return (PersonaContext.Of(new(old.DrainToImmutable())), PersonaContext.Of(new(now.DrainToImmutable())));
    }

    private static bool TryAdd(MapperProgram program, DataValue.Map field, ImmutableArray<KeyValuePair<string, DataValue>>.Builder values, List<Fault> refusals)
    {
        if (ContextReader.TryRead(program, field, "/context", refusals) is not { } read)
        {
            return false;
        }

        values.AddRange(read.Values.Entries);
        return true;
    }
}
