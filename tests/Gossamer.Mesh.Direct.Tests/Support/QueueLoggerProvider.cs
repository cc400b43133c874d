using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Direct.Tests;

internal sealed class QueueLoggerProvider(ConcurrentQueue<string> lines) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new QueueLogger(lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class QueueLogger(ConcurrentQueue<string> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            category.StartsWith("Gossamer", StringComparison.Ordinal) || logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Enqueue($"{eventId.Id} {logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
        }
    }
}
