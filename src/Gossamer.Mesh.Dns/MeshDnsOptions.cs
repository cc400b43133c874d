using System.Net;

namespace Gossamer.Mesh.Dns;

/// <summary>Which names tell where the servers of the mesh are.</summary>
public sealed class MeshDnsOptions
{
    /// <summary>
    /// The name: <c>dns://gossamer:3001</c> for its A and AAAA records, all servers on that port; <c>srv://_gossamer._tcp.example.com</c>
    /// for its SRV records, which have ports. A Kubernetes headless service has both. It is tried in the search domains of the system as
    /// well, as its resolver would. Required.
    /// </summary>
    public Uri? Name { get; set; }

    /// <summary>
    /// How links reach the servers: <c>http</c>, or <c>https</c> for servers with certificates, which are for addresses then, or with SRV
    /// records for their targets, which the system looks up.
    /// </summary>
    public string Scheme { get; set; } = Uri.UriSchemeHttp;

    /// <summary>Which name servers are asked; those of the system when there are none.</summary>
    public IList<IPEndPoint> NameServers { get; } = [];

    /// <summary>How often the name is looked up. 5 s; from 100 ms to 10 min.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a name server may take. 2 s; from 100 ms to 1 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many addresses are taken of the answer; of the others none is. From 1 to 10,000; 1,024.</summary>
    public int MaxServers { get; set; } = 1_024;
}
