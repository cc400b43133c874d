namespace Gossamer.Mesh.Direct;

/// <summary>How servers open links to each other.</summary>
public sealed class MeshDirectOptions
{
    /// <summary>The fewest characters of <see cref="SharedKey"/>.</summary>
    public const int MinKeyLength = 16;

    /// <summary>
    /// The secret that all servers of the mesh share; at least <see cref="MinKeyLength"/> characters, best 32 random bytes in
    /// base64. May be left out only while every peer is on loopback: then a key derived from the mesh's name, which keeps
    /// accidents apart but nobody out, is used, and links from other machines are refused.
    /// </summary>
    public string? SharedKey { get; set; }

    /// <summary>The path at which peers accept links, unless a peer's address has a path of its own.</summary>
    public string Path { get; set; } = "/mesh";

    /// <summary>For how long a token is good. Short: it is made for one request. 1 s to 10 min.</summary>
    public TimeSpan TokenLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How far the clocks of two servers may be apart. 0 to 10 min.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many tokens are remembered so that none is taken twice; while that many are alive further ones are refused.</summary>
    public int MaxRememberedTokens { get; set; } = 10_000;

    /// <summary>How long the closing handshake of a link may take before the connection is cut.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
