using Gossamer.Mesh;
using System.Collections.Immutable;
using System.Net;
using Gossamer.Server.Chat;
using Gossamer.Server.Events;
using Gossamer.Server.Http;
using Gossamer.Server.Identity;
using Gossamer.Server.Logging;
using Gossamer.Server.Presence;
using Gossamer.Server.Draining;
using Gossamer.Server.Faults;
using Gossamer.Server.Telemetry;
using Gossamer.SocketIO;

namespace Gossamer.Server.Hosting;

/// <summary>What a server is told besides the configuration file: by the command line and the environment.</summary>
internal sealed record ServerSettings
{
    /// <summary>No server does with less, in bytes.</summary>
    public const int LeastMemory = 1024 * 1024;

    public LogOptions Log { get; init; } = new();

    /// <summary>The key that the servers of a mesh share; null when each has its own, or nobody gave one.</summary>
    public string? MeshKey { get; init; }

    /// <summary>The server's own key, and the others'.</summary>
    public ServerKeys Keys { get; init; } = ServerKeys.None;

    /// <summary>Servers of the mesh that the configuration does not list.</summary>
    public IReadOnlyList<MeshPeer> Peers { get; init; } = [];

    /// <summary>The configuration is read again when it has changed.</summary>
    public bool FollowsConfig { get; init; }

    /// <summary>How it is reached by TLS, and whom it trusts.</summary>
    public TlsSettings Tls { get; init; } = TlsSettings.None;

    /// <summary>Which web pages may connect.</summary>
    public OriginRule Origins { get; init; } = OriginRule.Any;

    /// <summary>Whose word about a client's address and scheme is believed.</summary>
    public ImmutableArray<IPNetwork> Proxies { get; init; } = [];

    /// <summary>Where clients find all servers together; null: each at its own address.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>By whom clients come that are not alone behind an address.</summary>
    public IReadOnlyCollection<IPNetwork> ClientProxies => [.. Proxies, .. Identity.Proxies];

    /// <summary>Who may see how the mesh stands.</summary>
    public OperatorAccess Operators { get; init; } = OperatorAccess.Nobody;

    /// <summary>Faults by hand; null: none.</summary>
    public FaultBoard? Faults { get; init; }

    /// <summary>How often a client is asked for a sign of life.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long it may take to give one, before it counts as gone.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The same for clients of Socket.IO 1.x and 2.x.</summary>
    public TimeSpan PingTimeoutV3 { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many bytes may wait for one slow client before it is closed.</summary>
    public long OutboxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many packets may.</summary>
    public int OutboxPackets { get; init; } = 10_000;

    /// <summary>How many TCP connections the process takes; counted over all its sites.</summary>
    public TcpConnectionLimit Connections { get; init; } = new(OpenFiles.MaxConnections(), TimeProvider.System);

    /// <summary>How many sessions there may be; null: the library's own default.</summary>
    public SessionLimits Sessions { get; init; } = new();

    /// <summary>How many bytes the server may hold for all clients together.</summary>
    public long MaxMemory { get; init; } = new SocketIOOptions().MaxMemory;

    /// <summary>How many packets and bytes a second a connection, and all of an address, may send; null: the library's own default; 0: any
    /// number.</summary>
    public SendRates Rates { get; init; } = new();

    /// <summary>For how long a client that lost its connection may come back to its session.</summary>
    public TimeSpan SessionWindow { get; init; } = TimeSpan.FromSeconds(12);

    /// <inheritdoc cref="Gossamer.Mesh.MeshOptions.ListingGrace"/>
    public TimeSpan ListingGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>On how many servers a message is before it is acknowledged.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Who clients may be.</summary>
    public IdentityOptions Identity { get; init; } = new();

    /// <summary>How much is remembered of what happened.</summary>
    public EventLogOptions Events { get; init; } = new();

    public DrainOptions Drain { get; init; } = new();

    /// <summary>When clients may be sent here.</summary>
    public ReadyOptions Ready { get; init; } = new();

    /// <summary>Where measurements and traces go.</summary>
    public TelemetryOptions Telemetry { get; init; } = new();

    public ChatOptions Chat { get; init; } = new();

    public PresenceOptions Presence { get; init; } = new();

    /// <summary>What is the process's, in equal parts.</summary>
    /// <param name="servers">How many servers run in it.</param>
    public ServerSettings SharedBy(int servers) => this with { MaxMemory = Math.Max(LeastMemory, MaxMemory / servers) };
}
