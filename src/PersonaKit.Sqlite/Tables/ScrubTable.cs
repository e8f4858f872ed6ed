using PersonaKit.Sqlite.Connections;

namespace PersonaKit.Sqlite.Tables;

/// <summary>
/// The note that erased bytes are still to be cleared. It is written in the transaction that erases, so that a start after a crash can finish.
/// </summary>
internal static class ScrubTable
{
    public static bool IsDue(SqlSession session) => session.Scalar("SELECT due FROM scrubs") is not null;

    public static void SetDue(SqlSession session) => session.Execute("INSERT OR IGNORE INTO scrubs VALUES(1)");

    public static void SetDone(SqlSession session) => session.Execute("DELETE FROM scrubs");
}
