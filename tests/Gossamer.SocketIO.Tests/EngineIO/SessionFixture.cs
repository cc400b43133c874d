using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Tests.EngineIO;

/// <summary>A session table on a clock that stands still, with transports that only record.</summary>
internal sealed class SessionFixture
{
    public SessionFixture(Func<EngineOptions, EngineOptions>? change = null)
    {
        Options = change?.Invoke(Defaults) ?? Defaults;
        Table = new EngineSessions(Options, Time);
    }

    public static EngineOptions Defaults { get; } = new()
    {
        PingInterval = TimeSpan.FromSeconds(25),
        PingTimeout = TimeSpan.FromSeconds(20),
        PingTimeoutV3 = TimeSpan.FromSeconds(60),
        UpgradeTimeout = TimeSpan.FromSeconds(10),
        CloseTimeout = TimeSpan.FromSeconds(3),
        MaxPayload = 1_000_000,
        MaxSessions = 100,
        MaxPendingSessions = 100,
        PendingTimeout = TimeSpan.FromHours(1),
        MaxSessionsPerAddress = int.MaxValue,
        HandshakesPerSecondPerAddress = int.MaxValue,
        HandshakeBurstPerAddress = int.MaxValue,
        Outbox = new(1000, 1_000_000),
        Transports = SocketIOTransports.All,
        AllowUpgrades = true,
    };

    public EngineOptions Options { get; }

    public FakeTimeProvider Time { get; } = new();

    public EngineSessions Table { get; }

    public RecordingHandler Handler { get; } = new();

    public RecordingTransport Transport { get; } = new(SocketIOTransports.WebSocket);

    public EngineSession Create(EngineProtocol protocol = EngineProtocol.V4)
    {
        Table.TryCreate(protocol, default, out var session).ShouldBeNull();
        return session!;
    }

    /// <summary>A session whose handshake is sent already.</summary>
    public EngineSession Open(EngineProtocol protocol = EngineProtocol.V4)
    {
        var session = Create(protocol);
        session.Open(Transport, Handler);
        Transport.Take(session).Length.ShouldBe(1);
        return session;
    }

    public (EngineSession Session, PollingTransport Polling) OpenPolling(EngineProtocol protocol = EngineProtocol.V4)
    {
        var session = Create(protocol);
        var polling = new PollingTransport(session, Table, base64Only: false);
        session.Open(polling, Handler);
        session.TryTake(polling, out var batch).ShouldBeTrue();
        batch.Dispose();
        return (session, polling);
    }

    public static EngineFrame Frame(string text) => new(Wire.Text(text));

    public static EnginePacket Packet(string text)
    {
        EnginePacket.TryParseText(Wire.Text(text), out var packet).ShouldBeTrue();
        return packet;
    }
}
