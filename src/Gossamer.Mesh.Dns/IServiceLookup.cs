namespace Gossamer.Mesh.Dns;

/// <summary>Where servers are, by a name.</summary>
internal interface IServiceLookup
{
    /// <returns>The servers; null: that cannot be known now. Never none: this server is one of them.</returns>
    Task<IReadOnlyList<Uri>?> FindAsync(CancellationToken ct);
}
