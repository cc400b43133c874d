namespace Gossamer.Mesh.Nats;

/// <summary>How servers reach each other over NATS.</summary>
public sealed class MeshNatsOptions
{
    /// <summary>
    /// Where NATS is: <c>nats://host:4222</c>, <c>tls://</c> or <c>ws://</c>; several, separated by commas, for a cluster. A user, password
    /// or token may stand in it. Required.
    /// </summary>
    public string Url { get; set; } = "";

    /// <summary>A file of NATS credentials (<c>nsc</c>'s .creds), read whenever NATS is connected to; null: none.</summary>
    public string? CredentialsFile { get; set; }

    /// <summary>A file of certificate authorities, PEM, by which NATS' servers are known; null: those that the system trusts.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>
    /// Where other servers find this one by HTTP, told to them: clients' requests that belong to it are handed on to it there, and pages
    /// offer it. Null: nowhere.
    /// </summary>
    public Uri? Advertise { get; set; }

    /// <summary>What subjects begin with; the name of the mesh follows. 1 to 64 letters, digits, '-' and '_'; <c>gossamer</c>.</summary>
    public string Prefix { get; set; } = "gossamer";

    /// <summary>How often a server says that it is there. 2 s; from 100 ms to 1 min.</summary>
    public TimeSpan AnnounceInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// For how long a server counts as one of the mesh that says nothing, and no goodbye. 30 s; at least three times
    /// <see cref="AnnounceInterval"/>, up to 1 h.
    /// </summary>
    public TimeSpan AnnouncementLife { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many servers are kept that have said that they are there. From 1 to 100,000; 10,000.</summary>
    public int MaxServers { get; set; } = 10_000;

    /// <summary>
    /// How many bytes of one link may be under way, told and not yet taken by the other server. 4 MiB; from 64 KiB to 1 GiB. The smaller of
    /// both servers' counts; and the links that others open to this server have no more than 32 MiB together, but for 64 KiB of each: NATS
    /// cuts off whom more than 64 MiB wait for (its <c>max_pending</c>, by default).
    /// </summary>
    public int LinkWindowBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many links of others may be open at a time, of all servers together. From 1 to 1,000,000; 20,000.</summary>
    public int MaxLinks { get; set; } = 20_000;
}
