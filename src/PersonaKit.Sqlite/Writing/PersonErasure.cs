using PersonaKit.Core.Mindscapes;
using PersonaKit.Core.Observations;
using PersonaKit.Core.Time;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Tables;

namespace PersonaKit.Sqlite.Writing;

/// <summary>Erases everything of a person in one transaction, what was built of them included, and leaves a tombstone.</summary>
internal static class PersonErasure
{
    public static MindscapeVersion? Run(WriteContext context, PersonId personId, DateTimeOffset at)
    {
        if (context.FindPerson(personId) is not { ErasedAt: null } person)
        {
            return null;
        }

        // Newer than what any reader can have built ahead of the feed.
        var version = new MindscapeVersion(person.Version).After(person.Waiting).Next();
        MindscapeTable.Erase(context.Session, person.Key);
        PersonaTable.Erase(context.Session, personId, HeadOf(version, at));
        context.SavePerson(personId, person with
        {
            Folded = person.LastSequence,
            Version = version.Value,
            ErasedAt = Instants.Truncate(at).ToUnixTimeMilliseconds(),
            ErasedUpTo = person.LastSequence,
            LastPlace = 0,
        });
        context.BytesMustGo = true;
        return version;
    }

    public static MarkedHead HeadOf(MindscapeVersion tombstone, DateTimeOffset at) => new(tombstone, Instants.Truncate(at) + ErasureLifetimes.Head);
}
