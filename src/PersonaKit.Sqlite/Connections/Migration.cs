namespace PersonaKit.Sqlite.Connections;

/// <summary>What makes a file of one version a file of the next.</summary>
/// <param name="Then">What SQL alone cannot do, in the same transaction.</param>
internal sealed record Migration(long Version, string Sql, Action<SqlSession>? Then = null);
