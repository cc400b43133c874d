using System.Net;
using Gossamer.Mesh;

namespace Gossamer.Server.Configuration;

/// <summary>One server of the mesh as the configuration file lists it.</summary>
internal sealed record ServerEntry(NodeId Id, IPAddress Ip, int Port)
{
    /// <summary>It is a server of the old system, which this program cannot run but has as a peer.</summary>
    public bool IsOld { get; init; }

    /// <summary>
    /// By which keys the others know it (<c>MeshDirectOptions.PublicKeys</c>); null when by the one that servers share.
    /// </summary>
    public string? PublicKey { get; init; }

    /// <summary>
    /// Where the others find it, when that is not its own address: behind a proxy, or by a name that a certificate bears.
    /// </summary>
    public Uri? GivenUrl { get; init; }

    public IPEndPoint EndPoint => new(Ip, Port);

    /// <summary>Bound to this machine only, so that nobody elsewhere can connect.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Ip);

    /// <summary>Bound to every address of the machine.</summary>
    public bool IsWildcard => Ip.Equals(IPAddress.Any) || Ip.Equals(IPAddress.IPv6Any);

    /// <summary>Where the other servers of the mesh find this one.</summary>
    public Uri Url => GivenUrl ?? new($"http://{EndPoint}");

    public override string ToString() => $"{Id.Value} at {EndPoint}";
}
