using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Connections;

/// <summary>The file cannot be opened as a PersonaKit database, and trying again will not help. The message says which file and why.</summary>
internal sealed class SqliteDatabaseException : StoreOpenException
{
    public SqliteDatabaseException(string message, Exception? inner = null)
        : base(message, inner) { }
}
