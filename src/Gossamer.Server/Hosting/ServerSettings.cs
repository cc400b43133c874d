using Gossamer.Server.Chat;
using Gossamer.Server.Http;
using Gossamer.Server.Identity;
using Gossamer.Server.Presence;
using Gossamer.Server.Draining;

namespace Gossamer.Server.Hosting;

/// <summary>What a server is told besides the configuration file: by the command line and the environment.</summary>
internal sealed record ServerSettings
{
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>The key that the servers of a mesh share; null while all are on loopback addresses and nobody gave one.</summary>
    public string? MeshKey { get; init; }

    /// <summary>Which web pages may connect.</summary>
    public OriginRule Origins { get; init; } = OriginRule.Any;

    /// <summary>Who may see how the mesh stands.</summary>
    public OperatorAccess Operators { get; init; } = OperatorAccess.Nobody;

    /// <summary>How often a client is asked for a sign of life.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long it may take to give one, before it counts as gone.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How many bytes may wait for one slow client before it is closed.</summary>
    public long OutboxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many packets may.</summary>
    public int OutboxPackets { get; init; } = 10_000;

    /// <summary>For how long a client that lost its connection may come back to its session.</summary>
    public TimeSpan SessionWindow { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>On how many servers a message is before it is acknowledged.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Who clients may be.</summary>
    public IdentityOptions Identity { get; init; } = new();

    public DrainOptions Drain { get; init; } = new();

    public ChatOptions Chat { get; init; } = new();

    public PresenceOptions Presence { get; init; } = new();
}
