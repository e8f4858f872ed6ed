using Microsoft.Extensions.Logging;

namespace PersonaKit.Local.Logging;

/// <summary>
/// Warnings and worse, one line each, to the error stream. The console logger of the framework brings a queue, a thread, formatters and options
/// that a host of a person's own machine pays for at every start.
/// </summary>
public sealed class StderrLoggerFactory(TextWriter output, TimeProvider time) : ILoggerFactory
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public ILogger CreateLogger(string categoryName) => new StderrLogger(categoryName, _output, time);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("this factory writes to one place");

    public void Dispose() { }
}
