using Microsoft.Data.Sqlite;

namespace PersonaKit.Benchmarks.Http;

/// <summary>Group commit at its simplest, under the settings of the embedded store: what waits when the disk is ready shares one transaction.</summary>
internal sealed class AppendWriter : IDisposable
{
    private const int BatchLimit = 512;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _insert;
    private readonly Queue<Append> _waiting = new();
    private readonly object _gate = new();
    private readonly Thread _thread;
    private bool _closed;

    public AppendWriter(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Command("""
            PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=8000;
            PRAGMA journal_size_limit=67108864; PRAGMA secure_delete=ON
            """).ExecuteNonQuery();
        Command("CREATE TABLE rows (place INTEGER PRIMARY KEY, person TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL, UNIQUE(person, id))").ExecuteNonQuery();
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _insert = Command("INSERT INTO rows(person, id, body) VALUES($1, $2, $3) ON CONFLICT DO NOTHING");
        for (var i = 1; i <= 3; i++)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        _insert.Prepare();
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Completes when the row is durable. False when the person had an observation of this id.</summary>
    public Task<bool> AppendAsync(string person, string id, byte[] body)
    {
        var append = new Append(person, id, body);
        lock (_gate)
        {
            _waiting.Enqueue(append);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }

        return append.Done.Task;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _connection.Dispose();
    }

    private void Work()
    {
        var batch = new List<Append>(BatchLimit);
        while (Take(batch))
        {
            _begin.ExecuteNonQuery();
            foreach (var append in batch)
            {
                (_insert.Parameters[0].Value, _insert.Parameters[1].Value, _insert.Parameters[2].Value) = (append.Person, append.Id, append.Body);
                append.IsNew = _insert.ExecuteNonQuery() == 1;
            }

            _commit.ExecuteNonQuery();
            batch.ForEach(append => append.Done.SetResult(append.IsNew));
            batch.Clear();
        }
    }

    private bool Take(List<Append> batch)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            while (batch.Count < BatchLimit && _waiting.TryDequeue(out var append))
            {
                batch.Add(append);
            }

            return true;
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Only ever constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private sealed class Append(string person, string id, byte[] body)
    {
        public string Person => person;

        public string Id => id;

        public byte[] Body => body;

        public bool IsNew { get; set; }

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
