namespace PersonaKit.Sqlite.Writing;

/// <summary>A write with a result. A caller that gives up before its turn is passed over; after that the write happens.</summary>
internal sealed class WriteJob<T>(Func<WriteContext, T> write, Action<T>? committed, CancellationToken cancellationToken) : WriteJob
{
    // Whoever waits must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private bool _passedOver;

    public Task<T> Task => _completion.Task;

    public override void Run(WriteContext context)
    {
        _passedOver = cancellationToken.IsCancellationRequested;
        if (!_passedOver)
        {
            _result = write(context);
        }
    }

    public override void Committed()
    {
        if (!_passedOver)
        {
            committed?.Invoke(_result!);
        }
    }

    public override void Complete()
    {
        if (_passedOver)
        {
            _completion.TrySetCanceled(cancellationToken);
        }
        else
        {
            _completion.TrySetResult(_result!);
        }
    }

    public override void Fail(Exception fault) => _completion.TrySetException(fault);
}
