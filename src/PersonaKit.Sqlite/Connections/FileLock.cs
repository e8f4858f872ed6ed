namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// One process at a time owns a database: what is cached in memory is then never older than the file. The operating system gives the lock back
/// however the process ends. The lock file stays: deleting it would let two processes lock two different files of one name.
/// </summary>
internal static class FileLock
{
    // What the runtime has in HResult: the errno of Linux and of macOS, the code of Windows.
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    public static FileStream Take(string databasePath)
    {
        try
        {
            return PrivateFile.Open(databasePath + ".lock", FileMode.OpenOrCreate, FileShare.None);
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new SqliteDatabaseException(
                $"{databasePath} cannot be opened: the folder {Path.GetDirectoryName(databasePath)} does not exist, and is not made because it may be mistyped", missing);
        }
        catch (IOException held) when (held.HResult is WouldBlockOnLinux or WouldBlockOnMac or SharingViolation)
        {
            throw new SqliteDatabaseException(
                $"{databasePath} is in use: another process holds {databasePath}.lock, and a database has one owner at a time", held);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SqliteDatabaseException($"{databasePath}.lock cannot be written: {refused.Message}", refused);
        }
    }
}
