using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO.Testing.Waiting;

/// <summary>
/// The last warnings and errors of a host of its own: what a handler threw, say, which closes nothing and tells no client.
/// </summary>
internal sealed class RecentLog : ILoggerProvider, ILogger
{
    private const int Bound = 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _lines = [];

    public string[] Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and not LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var line = $"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : " " + exception)}";
        lock (_gate)
        {
            if (_lines.Count == Bound)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
    }

    public void Dispose()
    {
    }
}
