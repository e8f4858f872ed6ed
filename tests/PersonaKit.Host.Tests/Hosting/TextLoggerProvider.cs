using Microsoft.Extensions.Logging;

namespace PersonaKit.Host.Tests.Hosting;

/// <summary>Writes what is logged, from a level on, one line each.</summary>
public sealed class TextLoggerProvider(TextWriter output, LogLevel least = LogLevel.Warning) : ILoggerProvider
{
    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _output, least);

    public void Dispose() { }

    private sealed class Logger(string category, TextWriter output, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                output.WriteLine($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            }
        }
    }
}
