using System.Collections.Immutable;

namespace PersonaKit.Simulation.Schedules;

/// <summary>What a client of a schedule does, one after another, or what happens around them.</summary>
internal abstract record Operation
{
    private Operation() { }

    public int Number { get; init; }

    public int Client { get; init; }

    public int Instance { get; init; }

    public int Person { get; init; }

    /// <summary>Stays when others are dropped, so that faults and priorities stay with it.</summary>
    public string Id => $"op{Number}";

    protected virtual string Details => "";

    /// <param name="Key">An idempotency key: the items then have no ids of their own.</param>
    /// <param name="ThenGet">Asks for a persona with the receipt.</param>
    public sealed record Post(ImmutableArray<PostedItem> Items, string? Key, bool ThenGet) : Operation
    {
        protected override string Details =>
            $"{string.Join(' ', Items)}{(Key is null ? "" : $" with {Key}")}{(ThenGet ? ", then get" : "")}";
    }

    public sealed record Retract(int Observation, bool ThenGet) : Operation
    {
        protected override string Details => $"o{Observation}{(ThenGet ? ", then get" : "")}";
    }

    /// <param name="Context">0: none, from 1 on: a meeting.</param>
    public sealed record GetPersona(int Context, bool Explained) : Operation
    {
        protected override string Details => $"context {Context}{(Explained ? ", explained" : "")}";
    }

    public sealed record ReadMindscape : Operation;

    public sealed record ListPersonas : Operation;

    public sealed record Export : Operation;

    public sealed record Erase : Operation;

    public sealed record Rebuild : Operation;

    public sealed record Purge : Operation;

    public sealed record ActivateMapper(int Revision) : Operation
    {
        protected override string Details => $"revision {Revision}";
    }

    /// <summary>The instance's wall clock is set to be so far from the truth.</summary>
    public sealed record SetClock(int Minutes) : Operation
    {
        protected override string Details => $"{Minutes:+0;-0;0} min";
    }

    /// <summary>The client does nothing for a while.</summary>
    public sealed record Pause(int Minutes) : Operation
    {
        protected override string Details => $"{Minutes} min";
    }

    public sealed record CrashInstance : Operation;

    /// <summary>
    /// The change feed goes on from an earlier place, at another instance if there is one, while the first may still be at its batch.
    /// </summary>
    public sealed record RedeliverChanges(int Writes) : Operation
    {
        protected override string Details => $"{Writes} writes";
    }

    public sealed override string ToString() => $"{Id} client {Client} instance {Instance} person {Person}: {GetType().Name} {Details}";
}
