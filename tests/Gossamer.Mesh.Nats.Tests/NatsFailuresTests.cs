using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Nats.Tests;

public sealed class NatsFailuresTests
{
    private readonly Lines _log = new();

    [Fact]
    public void Tell_TheSameAgain_IsOneLineUntilNatsWasThere()
    {
        var failures = new NatsFailures(_log);

        failures.Tell(new IOException("outer", new InvalidOperationException("inner")));
        failures.Tell(new IOException("outer", new InvalidOperationException("inner")));
        failures.OnThere();
        failures.Last.ShouldBeNull();
        failures.Tell(new IOException("outer", new InvalidOperationException("inner")));

        _log.All.ShouldBe(Enumerable.Repeat("NATS cannot be reached: outer: inner. It is tried again and again", 2));
        failures.Last.ShouldBe("outer: inner");
    }

    [Fact]
    public void Log_OfTheLibrary_CountsWhileNatsIsAway()
    {
        var failures = new NatsFailures(_log);

        failures.LogError(new IOException("refused"), "");
        _log.All.ShouldBeEmpty("it is thrown as well");
        failures.Tell(new IOException("cannot connect"));
        failures.OnThere();
        failures.LogError(new IOException("while it is there"), "");
        failures.OnAway();
        failures.LogError(new IOException("gone"), "");

        _log.All.ShouldBe(
        [
            "NATS cannot be reached: cannot connect: refused. It is tried again and again",
            "NATS cannot be reached: gone. It is tried again and again",
        ]);
    }

    private sealed class Lines : ILogger
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Add(formatter(state, exception));
    }
}
