using Microsoft.Extensions.Logging;
using PersonaKit.Core.Time;

namespace PersonaKit.Local.Logging;

internal sealed class StderrLogger(string category, TextWriter output, TimeProvider time) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var level = logLevel == LogLevel.Warning ? "warn" : "fail";
        output.WriteLine($"{Instants.Format(Instants.Truncate(time.GetUtcNow()))} {level} {category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
    }
}
