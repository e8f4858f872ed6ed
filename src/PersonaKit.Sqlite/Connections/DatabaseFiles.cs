namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// The files of an open database: SQLite goes on writing into a file that was deleted or replaced, and what it confirms is gone with it. One look
/// costs three system calls, a few microseconds, against a flush of the disk in each commit. For one thread at a time.
/// </summary>
internal sealed class DatabaseFiles
{
    private readonly string[] _paths;
    private readonly FileIdentity[] _known;

    /// <param name="path">Of a database that is open and has been read, so that its log is there.</param>
    public DatabaseFiles(string path)
    {
        _paths = [path, path + "-wal", path + "-shm"];
        _known = [.. _paths.Select(FileIdentity.Of)];
    }

    /// <summary>What happened to one of the files since it was opened; null when nothing did. None gets shorter but by this process, which says so.</summary>
    public string? FindLoss(bool comparesSizes)
    {
        for (var i = 0; i < _paths.Length; i++)
        {
            var now = FileIdentity.Of(_paths[i]);
            if (!now.IsSameFile(_known[i]))
            {
                return $"{Path.GetFileName(_paths[i])} was {(now.Exists ? "replaced" : "deleted")} while it was open";
            }

            if (comparesSizes && now.Size < _known[i].Size)
            {
                return $"{Path.GetFileName(_paths[i])} was cut short while it was open";
            }
        }

        return null;
    }

    /// <summary>How long the files are after a write of this process.</summary>
    public void RecordSizes()
    {
        for (var i = 0; i < _paths.Length; i++)
        {
            _known[i] = _known[i] with { Size = FileIdentity.Of(_paths[i]).Size };
        }
    }
}
