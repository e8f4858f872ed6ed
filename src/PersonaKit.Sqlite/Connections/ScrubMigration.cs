namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// Whether something was erased that may still be in the log or in unused bytes of a page. What earlier versions left there goes at the first start.
/// </summary>
internal static class ScrubMigration
{
    private const string Sql = "CREATE TABLE scrubs(due INTEGER PRIMARY KEY); INSERT INTO scrubs VALUES(1);";

    public static Migration To(long version) => new(version, Sql);
}
