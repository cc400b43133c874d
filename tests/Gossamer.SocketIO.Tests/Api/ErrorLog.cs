using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Tests.Api;

/// <summary>Keeps the exceptions that are logged as errors.</summary>
internal sealed class ErrorLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<Exception?> Errors { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            Errors.Enqueue(exception);
    }

    public void Dispose()
    {
    }
}
