namespace PersonaKit.Local.Hosting;

/// <summary>
/// Where the data is when nobody named a place: made when it is missing, for its owner alone. A place that was named must be there: it
/// may be mistyped.
/// </summary>
internal static class DefaultFolder
{
    public static void Create(string dataPath)
    {
        var folder = Path.GetDirectoryName(dataPath)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
