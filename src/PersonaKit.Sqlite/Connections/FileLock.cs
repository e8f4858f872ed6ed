namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// One process at a time owns a database: what is cached in memory is then never older than the file. The operating system gives the lock back
/// however the process ends. The lock file stays: deleting it would let two processes lock two different files of one name.
/// </summary>
internal static class FileLock
{
    public static FileStream Take(string databasePath)
    {
        try
        {
            return new FileStream(databasePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new SqliteDatabaseException(
                $"{databasePath} is in use: another process holds {databasePath}.lock, and a database has one owner at a time", held);
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new SqliteDatabaseException($"{databasePath}.lock cannot be written: {refused.Message}", refused);
        }
    }
}
