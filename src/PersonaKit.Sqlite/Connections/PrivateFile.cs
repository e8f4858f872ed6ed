namespace PersonaKit.Sqlite.Connections;

/// <summary>Files that only their owner can read: they hold what people said. SQLite gives the log and its index the mode of the database.</summary>
internal static class PrivateFile
{
    /// <summary>Creates an empty file unless there is one, which is left as it is.</summary>
    public static void Ensure(string path)
    {
        if (!File.Exists(path))
        {
            Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
        }
    }

    public static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
