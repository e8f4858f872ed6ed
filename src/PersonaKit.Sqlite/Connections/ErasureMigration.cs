namespace PersonaKit.Sqlite.Connections;

/// <summary>People can be erased: tombstones, and heads that are to be forgotten.</summary>
internal static class ErasureMigration
{
    private const string Sql = """
        ALTER TABLE people ADD COLUMN erased_at INTEGER;
        ALTER TABLE people ADD COLUMN erased_up_to INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX people_erased ON people(erased_at) WHERE erased_at IS NOT NULL;
        ALTER TABLE heads ADD COLUMN forget_at INTEGER;
        CREATE INDEX heads_to_forget ON heads(forget_at) WHERE forget_at IS NOT NULL;
        """;

    public static Migration To(long version) => new(version, Sql);
}
