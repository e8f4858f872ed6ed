using Microsoft.Extensions.Logging;
using PersonaKit.Core.Observations;
using PersonaKit.Engine.Storage;
using PersonaKit.Sqlite.Changes;
using PersonaKit.Sqlite.Connections;
using PersonaKit.Sqlite.Writing;

namespace PersonaKit.Sqlite;

/// <summary>
/// The people who were written to, in the order of the writes, each once at the latest write: what Cosmos DB's latest-version feed gives.
/// At least once, across crashes too: how far it came is written behind the handling, and stays below every change whose handling has not
/// succeeded. A fold is a write and so comes round again, to find nothing to do.
/// </summary>
internal sealed partial class SqliteChangeFeed : IChangeFeed, IDisposable
{
    private const int PageSize = 256;

    /// <summary>
    /// A fold mostly waits for its commits, and folds that wait together share them: eight are three times as fast as two.
    /// </summary>
    private const int Parallelism = 8;

    /// <summary>With so many failures the handler is what fails: no more is read until some succeed.</summary>
    private const int RetryLimit = 10_000;

    /// <summary>How much longer than a long pass the feed rests after it.</summary>
    private const int RestFactor = 4;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortPass = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(400);

    private readonly SqliteWriter _writer;
    private readonly ReadSessions _readers;
    private readonly SemaphoreSlim _wake;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly RetryQueue _retries;
    private long _position;
    private long _saved;
    private long _savedAt;
    private int _startsOver;
    private int _startedOver;

    /// <param name="wake">Released after each commit there is something to tell of.</param>
    internal SqliteChangeFeed(SqliteWriter writer, ReadSessions readers, SemaphoreSlim wake, TimeProvider time, ILogger logger)
    {
        (_writer, _readers, _wake, _time, _logger) = (writer, readers, wake, time, logger);
        _retries = new RetryQueue(time);
        _position = _saved = readers.Read(0, static (session, _) => ChangeTable.LoadContinuation(session));
        _savedAt = time.GetTimestamp();
    }

    /// <summary>The changes after <paramref name="continuation"/> (0: from the beginning), at most <paramref name="limit"/>.</summary>
    public Task<ChangePage> ReadChangesAsync(long continuation, int limit, CancellationToken cancellationToken) =>
        _readers.ReadAsync((continuation, limit), static (session, page) => ChangeTable.Read(session, page.continuation, page.limit), cancellationToken);

    public async Task<long> CountPendingAsync(CancellationToken cancellationToken) =>
        _retries.Count + await _readers.ReadAsync(Volatile.Read(ref _position), static (session, position) => ChangeTable.CountAfter(session, position), cancellationToken);

    public async Task RunAsync(Func<PersonId, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var started = _time.GetTimestamp();
                if (!await TryPassAsync(handle, cancellationToken))
                {
                    await _wake.WaitAsync(_retries.UntilNextDue(Poll), cancellationToken);
                }
                else if (_time.GetElapsedTime(started) is var busy && busy > ShortPass)
                {
                    // A feed that has a lot to do leaves the disk to the posts for a while: what they write for one person meanwhile is
                    // one fold.
                    await Task.Delay(busy * RestFactor < LongestRest ? busy * RestFactor : LongestRest, _time, cancellationToken);
                }

                if (_time.GetElapsedTime(_savedAt) >= Poll)
                {
                    await SaveContinuationAsync(cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    public async Task<bool> DrainAsync(Func<PersonId, CancellationToken, Task<bool>> handle, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var latest = await _readers.ReadAsync(0, static (session, _) => ChangeTable.Latest(session), either.Token);
            _retries.MakeAllDue();
            while (Volatile.Read(ref _position) < latest || _retries.LowestSequence <= latest)
            {
                if (!await TryPassAsync(handle, either.Token))
                {
                    await Task.Delay(_retries.UntilNextDue(Poll), _time, either.Token);
                }
            }

            await SaveContinuationAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await SaveContinuationAsync(cancellationToken);
            return false;
        }
    }

    /// <summary>Everybody comes round again, from the next pass on. Called within the write that forgets how far the feed came.</summary>
    internal void StartOver() => Interlocked.Increment(ref _startsOver);

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Returns whether there was anything to do, and so may be more.</summary>
    private async Task<bool> TryPassAsync(Func<PersonId, CancellationToken, Task<bool>> handle, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (Volatile.Read(ref _startsOver) is var startsOver && startsOver != _startedOver)
            {
                Volatile.Write(ref _position, 0);
                (_saved, _startedOver) = (0, startsOver);
            }

            var page = await ReadChangesAsync(_position, _retries.Count < RetryLimit ? PageSize : 0, cancellationToken);
            var fresh = page.Changes.Select(change => change.PersonId).ToHashSet();
            var due = _retries.Due().Where(retry => !fresh.Contains(retry.PersonId)).Concat(page.Changes).ToList();
            if (due.Count == 0)
            {
                return false;
            }

            await Parallel.ForEachAsync(
                due,
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken },
                async (change, token) => await HandleAsync(handle, change, token));
            Volatile.Write(ref _position, page.Continuation);
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFeedFailed(_logger, fault);
            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task HandleAsync(Func<PersonId, CancellationToken, Task<bool>> handle, PersonChange change, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            if (await handle(change.PersonId, cancellationToken))
            {
                _retries.Succeeded(change.PersonId);
                return;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception thrown)
        {
            fault = thrown;
        }

        var attempts = _retries.Failed(change);
        LogHandlerFailed(_logger, LoggedPerson.Of(change.PersonId), attempts, fault?.GetType().Name ?? "", fault?.StackTrace ?? "");
    }

    /// <summary>Losing this write costs a redelivery, no more.</summary>
    private async Task SaveContinuationAsync(CancellationToken cancellationToken)
    {
        var startedOver = _startedOver;
        var continuation = Math.Min(Volatile.Read(ref _position), _retries.LowestSequence - 1);
        _savedAt = _time.GetTimestamp();
        if (continuation <= _saved)
        {
            return;
        }

        try
        {
            await _writer.WriteAsync(
                context =>
                {
                    if (startedOver == Volatile.Read(ref _startsOver))
                    {
                        ChangeTable.SaveContinuation(context.Session, continuation);
                    }

                    return continuation;
                },
                null,
                cancellationToken);
            _saved = continuation;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFeedFailed(_logger, fault);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The change feed could not read or save its place; it tries again")]
    private static partial void LogFeedFailed(ILogger logger, Exception fault);

    // Type and place of a failure, not its message: messages of parsers quote what a person said.
    [LoggerMessage(2, LogLevel.Warning, "A change of person {PersonHash} could not be handled, attempt {Attempt} ({Failure}); it is tried again later\n{StackTrace}")]
    private static partial void LogHandlerFailed(ILogger logger, string personHash, int attempt, string failure, string stackTrace);
}
