using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Gossamer.SocketIO.Diagnostics;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.Memory;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Recovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO;

/// <summary>
/// A Socket.IO server: namespaces and the sockets in them. Register it with <c>AddSocketIO</c>, take it from the container, and
/// serve it with <c>MapSocketIO</c>. Where it acts on sockets itself, it acts on those of the main namespace.
/// </summary>
public sealed partial class SocketIOServer : Broadcaster, INamespaceHandlers, IDisposable
{
    private readonly ISessionForwarder? _forwarder;
    private readonly IConnectionRecovery? _recovery;
    private EngineServer[] _engines = [];
    private Action<Namespace>? _onNewNamespace;
    private Action<ConnectionError>? _onConnectionError;

    /// <summary>For the container; use <c>AddSocketIO</c>.</summary>
    public SocketIOServer(
        IOptions<SocketIOOptions> options, ILogger<SocketIOServer> logger, TimeProvider? time = null, ISessionForwarder? forwarder = null,
        IMeterFactory? meters = null, IConnectionRecovery? recovery = null, IEnumerable<IMemoryHolder>? memoryHolders = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options.Value;
        Log = logger;
        Parser = Options.Parser;
        Time = time ?? TimeProvider.System;
        PacketLimits = new PacketLimits(Options.MaxAttachments, Options.MaxPayload);
        Memory = new MemoryBudget(Options.MaxMemory);
        Recoverable = Options.Recovery is { } bounds
            ? new RecoverableSockets(bounds, Options.PingInterval + Options.PingTimeout, Time, Memory)
            : null;
        Namespaces = new NamespaceTable(this);
        Main = Of("/");
        _forwarder = forwarder;
        _recovery = recovery;
        Metrics = new SocketIOMetrics(meters, Memory, SumOutboxes);
        Engine = AddEngine(Accept);
        Reclaimer = new MemoryReclaimer(this, Memory, [.. memoryHolders ?? []]);
    }

    /// <summary>The namespace "/".</summary>
    public Namespace Main { get; }

    /// <inheritdoc cref="Namespace.Sockets"/>
    public IEnumerable<Socket> Sockets => Main.Sockets;

    /// <summary>How many clients are connected, by whatever transport and to however many namespaces.</summary>
    public int ConnectionCount => Engine.Sessions.Count;

    internal SocketIOOptions Options { get; }

    internal ILogger Log { get; }

    internal SocketIOMetrics Metrics { get; }

    internal TimeProvider Time { get; }

    /// <inheritdoc cref="SocketIOOptions.Parser"/>
    internal ISocketIOParser? Parser { get; }

    internal PacketLimits PacketLimits { get; }

    /// <summary>What is held for clients.</summary>
    internal MemoryBudget Memory { get; }

    internal MemoryReclaimer Reclaimer { get; }

    internal NamespaceTable Namespaces { get; }

    /// <summary>Null when recovery is off.</summary>
    internal RecoverableSockets? Recoverable { get; }

    internal EngineServer Engine { get; }

    /// <summary>Whether sessions' ids have tags.</summary>
    internal bool ForwardsSessions => _forwarder is not null;

    private protected override BroadcastOperator Receivers => Main.Everybody;

    /// <summary>
    /// The namespace of that name, made if there is none yet; it then stays. Clients are refused on names that nobody has asked for
    /// here and that no pattern matches. A new one that a pattern matches begins with the pattern's checks and handlers.
    /// </summary>
    /// <param name="name">The name; a leading slash is added if missing. Must hold no comma (the wire's separator).</param>
    /// <exception cref="ArgumentException">The name holds a comma.</exception>
    public Namespace Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Contains(',', StringComparison.Ordinal))
            throw new ArgumentException($"The namespace \"{name}\" holds a comma, which ends a namespace on the wire.", nameof(name));
        return Namespaces.GetOrAdd(name.StartsWith('/') ? name : "/" + name);
    }

    /// <summary>The namespace of that name, if there is one. None is made.</summary>
    /// <param name="name">The name, beginning with a slash.</param>
    /// <param name="ns">The namespace.</param>
    public bool TryGetNamespace(string name, [NotNullWhen(true)] out Namespace? ns) => Namespaces.TryGet(name, out ns);

    /// <summary>Namespaces whose names match, made when a client first asks for one. Names given to <see cref="Of(string)"/> go
    /// first.</summary>
    /// <param name="pattern">
    /// Runs on what clients send: give it a match timeout or <see cref="RegexOptions.NonBacktracking"/>, and anchor it. When it
    /// throws, the namespace is refused.
    /// </param>
    public NamespacePattern Of(Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Of(pattern.IsMatch);
    }

    /// <summary>Namespaces whose names the function accepts, made when a client first asks for one.</summary>
    public NamespacePattern Of(Func<string, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return Namespaces.Add(new NamespacePattern(this, matches));
    }

    /// <summary>
    /// Namespaces that the function accepts, made when a client first asks for one. It is asked for each client that joins, with the name
    /// and what the client gave (<see cref="Socket.Auth"/>); meanwhile the client's packets for that namespace wait. When it throws, the
    /// client is refused.
    /// </summary>
    public NamespacePattern Of(Func<string, ConnectPayload, ValueTask<bool>> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        return Namespaces.Add(new NamespacePattern(this, matches));
    }

    /// <summary>
    /// Adds a handler for each namespace that is new, before anybody is in it: add its checks and handlers there. Must not block. What it
    /// throws is logged.
    /// </summary>
    public void OnNewNamespace(Action<Namespace> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onNewNamespace += handler;
    }

    /// <summary>
    /// Adds a handler for requests that are refused: with an unknown transport, session or version, by a bound of sessions, or while the
    /// server stops. Must not block. What it throws is logged.
    /// </summary>
    public void OnConnectionError(Action<ConnectionError> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _onConnectionError += handler;
    }

    /// <inheritdoc/>
    public void Use(Func<Socket, ValueTask<ConnectRefusal?>> middleware) => Main.Use(middleware);

    /// <inheritdoc/>
    public void OnConnection(Func<Socket, ValueTask> handler) => Main.OnConnection(handler);

    /// <summary>Closes every connection with the reason "server shutting down" and takes no new ones.</summary>
    public void Close()
    {
        foreach (var engine in _engines)
            engine.Sessions.CloseAll(CloseReason.ServerShuttingDown);
    }

    /// <summary>Closes, and lets go of sockets that wait for their clients.</summary>
    public void Dispose()
    {
        Close();
        foreach (var engine in _engines)
            engine.Sessions.Dispose();
        Recoverable?.Dispose();
        Reclaimer.Dispose();
        Metrics.Dispose();
    }

    /// <summary>One more set of sessions, with handlers of its own.</summary>
    internal EngineServer AddEngine(Func<EngineSession, HttpContext, IEngineHandler> accept)
    {
        var engine = new EngineServer(EngineOptions.From(Options), Time, accept, _forwarder, Metrics, Memory)
        {
            OnRefused = TellConnectionError,
        };
        _engines = [.. _engines, engine];
        return engine;
    }

    private long SumOutboxes() => _engines.Sum(static engine => engine.Sessions.All.Sum(static session => session.WaitingBytes));

    internal Handshake HandshakeOf(HttpContext context) => Handshake.From(context, Time, Options);

    internal string? NewOffset(string ns) => Options.Recovery is null || ServesRecovery(ns) ? null : SessionId.New();

    private Client Accept(EngineSession session, HttpContext context) => new(session, this, HandshakeOf(context));
}
