namespace PersonaKit.Sqlite.Connections;

/// <summary>Checkpoints of long histories. They follow from the observations: a file without them gets them as people are folded.</summary>
internal static class CheckpointMigration
{
    private const string Sql = """
        CREATE TABLE checkpoints(
            place INTEGER PRIMARY KEY, person_key INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            version INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE(person_key, last));
        """;

    public static Migration To(long version) => new(version, Sql);
}
