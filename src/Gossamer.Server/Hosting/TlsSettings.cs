using System.Security.Cryptography.X509Certificates;

namespace Gossamer.Server.Hosting;

/// <summary>TLS of one server.</summary>
/// <param name="Certificate">With which it answers, clients and other servers alike; null: it speaks plain HTTP.</param>
/// <param name="Chain">Those between it and its authority.</param>
/// <param name="Authorities">By which it knows other servers' certificates; empty: those that the system trusts.</param>
internal sealed record TlsSettings(X509Certificate2? Certificate, X509Certificate2Collection Chain, X509Certificate2Collection Authorities)
{
    public static readonly TlsSettings None = new(null, [], []);
}
