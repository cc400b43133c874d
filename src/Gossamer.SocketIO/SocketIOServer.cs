using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO;

/// <summary>
/// A Socket.IO server: namespaces and the sockets in them. Register it with <c>AddSocketIO</c>, take it from the container, and
/// serve it with <c>MapSocketIO</c>.
/// </summary>
public sealed class SocketIOServer
{
    private readonly ConcurrentDictionary<string, Namespace> _namespaces = new(StringComparer.Ordinal);

    /// <summary>For the container; use <c>AddSocketIO</c>.</summary>
    public SocketIOServer(IOptions<SocketIOOptions> options, ILogger<SocketIOServer> logger, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Value;
        Log = logger;
        Time = time ?? TimeProvider.System;
        PacketLimits = new PacketLimits(Options.MaxAttachments);
        Engine = new EngineServer(EngineOptionsOf(Options), Time, Accept, Options.PerMessageDeflate);
        Of("/");
    }

    /// <summary>How many clients are connected, by whatever transport and to however many namespaces.</summary>
    public int ConnectionCount => Engine.Sessions.Count;

    internal SocketIOOptions Options { get; }

    internal ILogger Log { get; }

    internal TimeProvider Time { get; }

    internal PacketLimits PacketLimits { get; }

    internal EngineServer Engine { get; }

    /// <summary>The namespace of that name, made if there is none yet. Clients are refused on names nobody has asked for here.</summary>
    /// <param name="name">The name; a leading slash is added if missing. Must hold no comma (the wire's separator).</param>
    /// <exception cref="ArgumentException">The name holds a comma.</exception>
    public Namespace Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Contains(',', StringComparison.Ordinal))
            throw new ArgumentException($"The namespace \"{name}\" holds a comma, which ends a namespace on the wire.", nameof(name));
        return _namespaces.GetOrAdd(name.StartsWith('/') ? name : "/" + name, static n => new Namespace(n));
    }

    /// <summary>Adds a handler for new sockets of the main namespace; see <see cref="Namespace.OnConnection"/>.</summary>
    public void OnConnection(Func<Socket, ValueTask> handler) => Of("/").OnConnection(handler);

    /// <summary>Closes every connection with the reason "server shutting down" and takes no new ones.</summary>
    public void Close() => Engine.Sessions.CloseAll(CloseReason.ServerShuttingDown);

    internal bool TryGetNamespace(string name, [NotNullWhen(true)] out Namespace? ns) => _namespaces.TryGetValue(name, out ns);

    private Client Accept(EngineSession session, HttpContext context) =>
        new(session, this, Handshake.From(context, outlivesRequest: context.Request.Query["transport"] != "websocket", Time));

    private static EngineOptions EngineOptionsOf(SocketIOOptions options) => new()
    {
        PingInterval = options.PingInterval,
        PingTimeout = options.PingTimeout,
        UpgradeTimeout = options.UpgradeTimeout,
        CloseTimeout = options.CloseTimeout,
        MaxPayload = options.MaxPayload,
        MaxSessions = options.MaxSessions,
        OutboxFrames = options.OutboxPackets,
        OutboxBytes = options.OutboxBytes,
        Transports = options.Transports,
        AllowUpgrades = options.AllowUpgrades,
    };
}
