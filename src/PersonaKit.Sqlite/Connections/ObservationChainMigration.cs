namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// The observations of a person are a chain: each names the place of the one before. In the place of an index over the numbers, of which
/// every post wrote a page; see <see cref="Tables.ObservationChain"/>. Their rows keep their places.
/// </summary>
internal static class ObservationChainMigration
{
    private const string Sql = """
        ALTER TABLE people ADD COLUMN last_place INTEGER NOT NULL DEFAULT 0;
        UPDATE people SET last_place = IFNULL(
            (SELECT place FROM observations WHERE person_key = people.key ORDER BY number DESC LIMIT 1), 0);
        CREATE TABLE chained(
            place INTEGER PRIMARY KEY, person_key INTEGER NOT NULL, number INTEGER NOT NULL, previous INTEGER NOT NULL, observation_id TEXT NOT NULL, body BLOB NOT NULL);
        INSERT INTO chained SELECT o.place, o.person_key, o.number,
            IFNULL((SELECT p.place FROM observations p WHERE p.person_key = o.person_key AND p.number < o.number ORDER BY p.number DESC LIMIT 1), 0),
            o.observation_id, o.body
        FROM observations o ORDER BY o.place;
        DROP TABLE observations;
        ALTER TABLE chained RENAME TO observations;
        CREATE UNIQUE INDEX observations_by_id ON observations(person_key, observation_id);
        CREATE TABLE marks(person_key INTEGER NOT NULL, number INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY(person_key, number)) WITHOUT ROWID;
        INSERT INTO marks SELECT person_key, number, place FROM observations WHERE number % 64 = 0;
        """;

    public static Migration To(long version) => new(version, Sql);
}
