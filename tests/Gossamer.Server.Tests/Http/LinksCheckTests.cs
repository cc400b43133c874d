using Gossamer.Server.Http;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Http;

public sealed class LinksCheckTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task CheckHealthAsync_APeerDownAndManyWhoAsk_IsLoggedOnceAMinute()
    {
        var log = new Lines();
        var check = new LinksCheck(new FakeMesh(_time, null, "server-2").Node, _time, log);

        for (var i = 0; i < 130; i++)
        {
            var health = await check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
            health.Status.ShouldBe(HealthStatus.Degraded);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        log.Written.ShouldBe(Enumerable.Repeat("Degraded: not linked with server-2", 3));
    }

    private sealed class Lines : ILogger<LinksCheck>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
