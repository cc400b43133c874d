using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Gossamer.Mesh.Direct;

/// <summary>How servers open links to each other.</summary>
public sealed class MeshDirectOptions
{
    /// <summary>The fewest characters of <see cref="SharedKey"/>.</summary>
    public const int MinKeyLength = 16;

    /// <summary>
    /// This server's own private key: ECDSA on P-256, PEM (<see cref="MeshKeyPair"/>). With it a server signs for itself, and peers that
    /// have its public key take nothing else for it. Null: it signs with <see cref="SharedKey"/>.
    /// </summary>
    public string? PrivateKey { get; set; }

    /// <summary>
    /// By which keys the peers are known: PEM or base64, several of one server one after the other while it changes its key, 4 at most. A
    /// peer without one is known by <see cref="SharedKey"/>; without that either the start fails. May be written at any time, from any
    /// thread: keys of servers that come later, and new ones of those that are there. What is no key lets nobody in.
    /// </summary>
    public IDictionary<NodeId, string> PublicKeys { get; } = new ConcurrentDictionary<NodeId, string>();

    /// <summary>
    /// A secret that servers share; at least <see cref="MinKeyLength"/> characters, best 32 random bytes in base64. Whoever has it can link
    /// as any server that has no key of its own.
    /// </summary>
    public string? SharedKey { get; set; }

    /// <summary>
    /// For development, while every peer is on loopback: servers without any key use one that is derived from the mesh's name, which keeps
    /// accidents apart but nobody out. Links from other machines, and those that came through a proxy, are refused then.
    /// </summary>
    public bool AllowDerivedKey { get; set; }

    /// <summary>
    /// The certificate authorities by which peers with <c>wss:</c> addresses are known. Empty: those that the system trusts.
    /// </summary>
    public X509Certificate2Collection TrustedAuthorities { get; } = [];

    /// <summary>
    /// How peers' certificates are checked by <see cref="TrustedAuthorities"/>, for other requests to them as well; null: as the system
    /// does.
    /// </summary>
    public RemoteCertificateValidationCallback? CertificateValidation => TrustedAuthorities.Count == 0
        ? null
        : (_, certificate, chain, errors) => PeerCertificate.IsTrusted(certificate, chain, errors, TrustedAuthorities);

    /// <summary>The path at which peers accept links, unless a peer's address has a path of its own.</summary>
    public string Path { get; set; } = "/mesh";

    /// <summary>For how long a token is good. Short: it is made for one request. 1 s to 10 min.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far the clocks of two servers may be apart. 0 to 10 min.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many tokens are remembered so that none is taken twice, each peer's in an equal share; while that many of a peer are alive
    /// further ones of it are refused.
    /// </summary>
    public int MaxRememberedTokens { get; set; } = 10_000;

    /// <summary>
    /// How many tokens of one address (IPv6: of one /64) are checked a second, and at once; further ones are refused unread. 1 to
    /// 1,000,000.
    /// </summary>
    public int TokenChecksPerSecond { get; set; } = 500;

    /// <summary>How long the closing handshake of a link may take before the connection is cut.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
