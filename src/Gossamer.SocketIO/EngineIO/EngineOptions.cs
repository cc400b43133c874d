using System.Collections.Frozen;
using Gossamer.SocketIO.EngineIO.Limits;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.EngineIO;

/// <summary>The part of the options that the Engine.IO layer needs, read once at start.</summary>
internal sealed record EngineOptions
{
    public required TimeSpan PingInterval { get; init; }

    public required TimeSpan PingTimeout { get; init; }

    public required TimeSpan PingTimeoutV3 { get; init; }

    public required TimeSpan UpgradeTimeout { get; init; }

    public required TimeSpan CloseTimeout { get; init; }

    public required int MaxPayload { get; init; }

    public required int MaxSessions { get; init; }

    public required int MaxPendingSessions { get; init; }

    public required TimeSpan PendingTimeout { get; init; }

    public required int MaxSessionsPerAddress { get; init; }

    public required int HandshakesPerSecondPerAddress { get; init; }

    public required int HandshakeBurstPerAddress { get; init; }

    public required OutboxBounds Outbox { get; init; }

    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of one connection; of its address.</summary>
    public PacketRateOptions Rates { get; init; } = PacketRateOptions.None;

    /// <inheritdoc cref="Rates"/>
    public PacketRateOptions AddressRates { get; init; } = PacketRateOptions.None;

    /// <summary>How many namespaces the connections of one address may join.</summary>
    public Rate AddressConnects { get; init; }

    public FrozenSet<ClientAddress> UnlimitedAddresses { get; init; } = [];

    public TimeSpan TooFastTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public required SocketIOTransports Transports { get; init; }

    public required bool AllowUpgrades { get; init; }

    public bool AllowEIO3 { get; init; } = true;

    public bool PerMessageDeflate { get; init; }

    /// <inheritdoc cref="SocketIOOptions.Cookie"/>
    public CookieBuilder? Cookie { get; init; }

    /// <inheritdoc cref="SocketIOOptions.SubProtocol"/>
    public Func<IList<string>, string?>? SubProtocol { get; init; }

    /// <summary>How long a client may take for its sign of life.</summary>
    public TimeSpan PingTimeoutOf(EngineProtocol protocol) => protocol == EngineProtocol.V3 ? PingTimeoutV3 : PingTimeout;

    /// <summary>After this much silence a session is dead.</summary>
    public TimeSpan SilenceLimitOf(EngineProtocol protocol) => PingInterval + PingTimeoutOf(protocol);

    public bool Allows(SocketIOTransports transport) => (Transports & transport) != SocketIOTransports.None;

    public static EngineOptions From(SocketIOOptions options) => new()
    {
        PingInterval = options.PingInterval,
        PingTimeout = options.PingTimeout,
        PingTimeoutV3 = options.PingTimeoutV3,
        UpgradeTimeout = options.UpgradeTimeout,
        CloseTimeout = options.CloseTimeout,
        MaxPayload = options.MaxPayload,
        MaxSessions = options.MaxSessions,
        MaxPendingSessions = options.MaxPendingSessions,
        PendingTimeout = options.PendingTimeout,
        MaxSessionsPerAddress = options.MaxSessionsPerAddress,
        HandshakesPerSecondPerAddress = options.HandshakesPerSecondPerAddress,
        HandshakeBurstPerAddress = options.HandshakeBurstPerAddress,
        Outbox = new OutboxBounds(options.OutboxPackets, options.OutboxBytes),
        WriteTimeout = options.WriteTimeout,
        Rates = new(new(options.PacketsPerSecond, options.PacketBurst), new(options.BytesPerSecond, options.ByteBurst)),
        UnlimitedAddresses = options.UnlimitedAddresses.Select(ClientAddress.Of).ToFrozenSet(),
        AddressRates = new(Rate.OfAddress(options.PacketsPerSecondPerAddress), Rate.OfAddressBytes(options.BytesPerSecondPerAddress)),
        AddressConnects = Rate.OfAddress(options.ConnectsPerSecondPerAddress),
        TooFastTimeout = options.TooFastTimeout,
        Transports = options.Transports,
        AllowUpgrades = options.AllowUpgrades,
        AllowEIO3 = options.AllowEIO3,
        PerMessageDeflate = options.PerMessageDeflate,
        Cookie = options.Cookie,
        SubProtocol = options.SubProtocol,
    };
}
