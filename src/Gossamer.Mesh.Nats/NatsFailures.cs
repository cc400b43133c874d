using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// Why NATS is not reached, for the log: each reason once, until NATS is there again. Of its first attempts the client library throws what
/// failed, and says to its log what was the matter with an address; of later ones it says all to its log alone. So this is its log.
/// </summary>
internal sealed class NatsFailures(ILogger log) : ILoggerFactory, ILogger
{
    private const int MaxReason = 512;
    private const int MaxReasons = 16; // several servers of NATS may each have one

    private readonly Lock _gate = new();
    private readonly HashSet<string> _told = [];
    private State _state;
    private string? _detail;
    private string? _last;

    private enum State
    {
        NeverThere,
        There,
        Away,
    }

    /// <summary>What failed last; null: nothing since NATS was there.</summary>
    internal string? Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    internal void OnThere()
    {
        lock (_gate)
        {
            (_state, _detail, _last) = (State.There, null, null);
            _told.Clear();
        }
    }

    internal void OnAway()
    {
        lock (_gate)
            _state = State.Away;
    }

    /// <summary>An attempt to connect has failed.</summary>
    internal void Tell(Exception failure)
    {
        string reason;
        lock (_gate)
        {
            reason = Describe(failure, _detail);
            (_last, _detail) = (reason, null);
            if (_told.Count == MaxReasons || !_told.Add(reason))
                return;
        }

        log.NotReached(reason);
    }

    ILogger ILoggerFactory.CreateLogger(string categoryName) => this;

    void ILoggerFactory.AddProvider(ILoggerProvider provider)
    {
    }

    bool ILogger.IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    void ILogger.Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel < LogLevel.Warning || exception is null or OperationCanceledException)
            return;
        lock (_gate)
        {
            if (_state == State.NeverThere)
                _detail = exception.Message; // of what will be thrown
            if (_state != State.Away)
                return;
        }

        Tell(exception);
    }

    void IDisposable.Dispose()
    {
    }

    /// <summary>What was tried, and the innermost reason: the client library wraps it.</summary>
    private static string Describe(Exception failure, string? detail)
    {
        var inner = failure.GetBaseException();
        var reason = ReferenceEquals(inner, failure) ? detail : inner.Message;
        var text = (reason is null ? failure.Message : $"{failure.Message}: {reason}").ReplaceLineEndings(" ");
        return text.Length <= MaxReason ? text : text[..MaxReason];
    }
}
