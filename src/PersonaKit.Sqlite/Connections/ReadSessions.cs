using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using PersonaKit.Engine.Storage;

namespace PersonaKit.Sqlite.Connections;

/// <summary>
/// Read-only connections, each with its statements, handed to one reader at a time. A read is a matter of microseconds in the page cache, so it
/// runs on the caller's thread and the task it returns is complete.
/// </summary>
internal sealed class ReadSessions(string path, SqliteCondition condition) : IDisposable
{
    private const int Kept = 8;

    private readonly ConcurrentStack<SqlSession> _idle = new();
    private volatile bool _closed;

    /// <summary>Runs <paramref name="read"/> on one snapshot of the database.</summary>
    public Task<T> ReadAsync<TState, T>(TState state, Func<SqlSession, TState, T> read, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return Task.FromResult(Read(state, read));
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(condition.Translate(fault));
        }
    }

    public T Read<TState, T>(TState state, Func<SqlSession, TState, T> read)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (condition.Lost is { } lost)
        {
            throw new StoreUnavailableException(lost.Message, lost) { Reason = lost.Reason };
        }

        if (!_idle.TryPop(out var session))
        {
            session = SqlSession.Open(path, SqliteOpenMode.ReadOnly);
        }

        try
        {
            session.Execute("BEGIN");
            var result = read(session, state);
            session.Execute("COMMIT");
            Return(session);
            return result;
        }
        catch
        {
            // Whatever state the connection is in now, a new one is in a better.
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqlSession session)
    {
        if (_closed || _idle.Count >= Kept)
        {
            session.Dispose();
            return;
        }

        _idle.Push(session);
        if (_closed)
        {
            Dispose();
        }
    }
}
