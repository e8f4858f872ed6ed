using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// The tables of version 1, and what later versions changed. A person's inbox is what has a number beyond <c>people.folded</c>, the
/// history is the rest: a fold moves no rows. <c>people.last_place</c> is where the person's newest observation stands, and
/// <c>people.change</c> is the place of the person's latest write in the order of all writes, which is what the change feed follows. A
/// person with <c>people.erased_at</c> is a tombstone; what has a number up to <c>people.erased_up_to</c> was erased.
/// </summary>
internal static class Schema
{
    private static readonly ImmutableArray<Migration> Migrations = [ErasureMigration.To(2), MapperHeadsMigration.To(3), CheckpointMigration.To(4), ScrubMigration.To(5), ObservationChainMigration.To(6)];

    public static long Version => Migrations[^1].Version;

    /// <summary>"PKit": marks the file as ours.</summary>
    private const long ApplicationId = 0x504B6974;

    private const string Tables = """
        CREATE TABLE people(
            key INTEGER PRIMARY KEY, person_id TEXT NOT NULL UNIQUE,
            received INTEGER NOT NULL, folded INTEGER NOT NULL, version INTEGER NOT NULL, change INTEGER NOT NULL);
        CREATE UNIQUE INDEX people_by_change ON people(change);
        CREATE TABLE mindscapes(person_key INTEGER PRIMARY KEY, body BLOB NOT NULL);
        CREATE TABLE observations(
            place INTEGER PRIMARY KEY, person_key INTEGER NOT NULL, number INTEGER NOT NULL, observation_id TEXT NOT NULL, body BLOB NOT NULL,
            UNIQUE(person_key, number), UNIQUE(person_key, observation_id));
        CREATE TABLE personas(
            person_id TEXT NOT NULL, mapper_id TEXT NOT NULL, context_digest TEXT NOT NULL,
            mapper_revision INTEGER NOT NULL, mindscape_version INTEGER NOT NULL, received INTEGER NOT NULL,
            generated_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, persona_id TEXT NOT NULL, body BLOB NOT NULL,
            UNIQUE(person_id, mapper_id, context_digest));
        CREATE INDEX personas_by_expiry ON personas(expires_at);
        CREATE TABLE heads(person_id TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE mappers(
            id TEXT NOT NULL, revision INTEGER NOT NULL, source TEXT NOT NULL, created_at INTEGER NOT NULL, active INTEGER NOT NULL,
            PRIMARY KEY(id, revision)) WITHOUT ROWID;
        CREATE UNIQUE INDEX mappers_active ON mappers(id) WHERE active;
        CREATE TABLE leases(name TEXT PRIMARY KEY, continuation INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE catalogs(hash TEXT PRIMARY KEY) WITHOUT ROWID;
        """;

    /// <summary>The writer's connection, to a file that is ours and of this version.</summary>
    public static SqlSession OpenWriter(string path)
    {
        SqlSession? session = null;
        try
        {
            session = SqlSession.Open(path, SqliteOpenMode.ReadWriteCreate);
            Check(session, path);
            return session;
        }
        catch (Exception fault)
        {
            session?.Dispose();
            throw fault is SqliteException sqlite ? new SqliteDatabaseException(Explain(sqlite, path), sqlite) : fault;
        }
    }

    private static void Check(SqlSession session, string path)
    {
        var empty = session.Scalar("SELECT COUNT(*) FROM sqlite_schema") == 0;
        var application = (long)session.Scalar("PRAGMA application_id")!;
        var version = (long)session.Scalar("PRAGMA user_version")!;
        if (application != ApplicationId && !(empty && application == 0 && version == 0))
        {
            throw new SqliteDatabaseException($"{path} is an SQLite database of another application; PersonaKit leaves it alone");
        }

        if (version > Version)
        {
            throw new SqliteDatabaseException(
                $"{path} has schema version {version}, and this PersonaKit knows {Version}: it was written by a newer one, which is needed to open it");
        }

        // FULL: a commit that was answered survives a power cut, not just a crash of the process. Deleted bytes are overwritten: what is
        // erased or retracted is to be gone from the file, and not only from its tables. A checkpoint writes a page once however often
        // the log has it, so a log of up to 32 MB (SQLite's own limit is 4 MB, which posts fill in a few dozen commits) saves most of its
        // writes and flushes.
        session.Run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=OFF; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=8000; PRAGMA journal_size_limit=67108864; PRAGMA secure_delete=ON");
        var isOld = !empty && version < Version;
        if (empty)
        {
            session.Run($"BEGIN IMMEDIATE; {Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version=1; COMMIT");
            version = 1;
        }

        foreach (var migration in Migrations.Where(migration => migration.Version > version))
        {
            Apply(migration, session);
        }

        if (isOld && version == 1)
        {
            // What was deleted under it is still in the file's free pages.
            session.Run("VACUUM");
        }

        // A damaged root page is better found now than by the first request.
        session.Run("""
            SELECT MAX(change) FROM people; SELECT MAX(person_key) FROM mindscapes; SELECT MAX(place) FROM observations;
            SELECT MAX(rowid), MIN(expires_at) FROM personas; SELECT MAX(person_id) FROM heads; SELECT MAX(id) FROM mappers; SELECT MAX(id) FROM mapper_heads; SELECT MAX(name) FROM leases; SELECT MAX(place) FROM checkpoints; SELECT MAX(due) FROM scrubs; SELECT MAX(person_key) FROM marks
            """);
    }

    /// <summary>All of it or nothing: a start that was cut short begins it again.</summary>
    private static void Apply(Migration migration, SqlSession session)
    {
        session.Run($"BEGIN IMMEDIATE; {migration.Sql}");
        migration.Then?.Invoke(session);
        session.Run($"PRAGMA user_version={migration.Version}; COMMIT");
    }

    private static string Explain(SqliteException fault, string path) => fault.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => $"{path} is not an SQLite database",
        raw.SQLITE_CORRUPT => $"{path} is damaged: restore it from a backup ({fault.Message})",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is in use: another process has locked it",
        raw.SQLITE_FULL => $"{path} cannot be written: the disk is full",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"{path} cannot be written: the file or its file system is read-only",
        _ => $"{path} cannot be opened: {fault.Message}",
    };
}
