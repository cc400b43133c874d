using System.Collections.Immutable;
using System.Net;

namespace Gossamer.Server.Configuration;

/// <summary>How the servers of the mesh find each other: <c>"mesh"</c> of the configuration file. All of it may be left out.</summary>
internal sealed record MeshSection
{
    public const int DefaultPort = 3001;

    public static readonly MeshSection None = new();

    /// <summary>The name by which servers are found that are not listed (<c>MeshDnsOptions.Name</c>); null: there are none.</summary>
    public Uri? Discover { get; init; }

    /// <summary>Which name servers are asked; those of the system when there are none.</summary>
    public ImmutableArray<IPEndPoint> NameServers { get; init; } = [];

    /// <summary>Where a server listens that is not listed; null: on all addresses, at the port of <see cref="Discover"/>.</summary>
    public IPEndPoint? Listen { get; init; }

    /// <summary>The name of the mesh; null: the default.</summary>
    public string? Cluster { get; init; }

    /// <summary>Over what servers reach each other when not directly; null: directly.</summary>
    public NatsSection? Nats { get; init; }

    /// <summary>Servers that the file does not list may be of the mesh, and this one may be one of them.</summary>
    public bool IsOpen => Discover is not null || Nats is not null;

    public IPEndPoint ListenOrDefault => Listen ?? new(IPAddress.Any, Discover is { Port: > 0 } name ? name.Port : DefaultPort);
}
