namespace Gossamer.Mesh;

/// <summary>How a server takes part in the mesh. The defaults are meant for production.</summary>
public sealed class MeshOptions
{
    /// <summary>This server's id. Required; 1 to 128 UTF-16 units.</summary>
    public NodeId Id { get; set; }

    /// <summary>The name of the mesh; links of any other are refused. 1 to 128 UTF-16 units.</summary>
    public string Cluster { get; set; } = "gossamer";

    /// <summary>All other servers of the mesh; none is fine too.</summary>
    public IList<MeshPeer> Peers { get; } = [];

    /// <summary>Which life of this server this is; the clock says when left out.</summary>
    public Incarnation Incarnation { get; set; }

    /// <summary>How often each link sends a heartbeat.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>A link on which nothing was received for so long is dead, whatever TCP says. At least two heartbeats.</summary>
    public TimeSpan HeartbeatTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>For how long the users of a server that is gone stay listed, so that a blip shows no flicker.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the digest of this server's users is told, against which peers check their copies.</summary>
    public TimeSpan DigestInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an attempt to open a link may take.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The wait after the first failed attempt; each further one waits twice as long, less up to half of it by chance.</summary>
    public TimeSpan RetryMin { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait between attempts.</summary>
    public TimeSpan RetryMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a message waits for the receipts of other servers.</summary>
    public TimeSpan ReceiptTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// For how long a message that its sender may repeat is remembered, so that a repetition is not delivered again. At least so long, and
    /// never shorter than recovery needs (2 minutes by the defaults). Of one user <see cref="MaxKeysPerUser"/> are; and while all logs
    /// together are over <see cref="MaxLogBytes"/>, it is shorter.
    /// </summary>
    public TimeSpan RepeatWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// For how long a client that lost its connection may come back to its session, here or at another server. Its user stays in the
    /// directory meanwhile. 12 s; zero: not at all. All servers of a mesh should have the same.
    /// </summary>
    public TimeSpan SessionWindow { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How long a client that comes back waits for the answers of other servers before it goes on without. 2 s.</summary>
    public TimeSpan ResumeWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a client whose session was asked for by another server may take for a sign of life before the session ends. 5 s.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// On how many servers a message is before it counts as sent. 1: on those that hold its users; what both sender and recipient have at
    /// one server alone is lost with it. 2: such a message is copied to a second server first.
    /// </summary>
    public int Copies { get; set; } = 1;

    /// <summary>
    /// How many messages of one user are kept for clients that come back. Beyond it the oldest go, and who missed them is told.
    /// </summary>
    public int MaxLogEntriesPerUser { get; set; } = 2_000;

    /// <summary>The same bound in bytes: frames and 32 bytes for each.</summary>
    public long MaxLogBytesPerUser { get; set; } = 1024 * 1024;

    /// <summary>How many bytes are kept for all users together. Beyond it the oldest go.</summary>
    public long MaxLogBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>
    /// How many messages that may be repeated are remembered of those that one user sent, and how many of those that others sent it, 48
    /// bytes each. Nobody but its sender pushes a message out of the first.
    /// </summary>
    public int MaxKeysPerUser { get; set; } = 1_024;

    /// <summary>
    /// How many returning clients may be looked for at the other servers at a time. One beyond it begins anew, and gets what it missed by
    /// its offset. At least 1.
    /// </summary>
    public int MaxSearches { get; set; } = 20_000;

    /// <summary>How long stopping waits for links to take their last messages and the goodbye.</summary>
    public TimeSpan GoodbyeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many messages to one server may await its receipt. They are what is sent again over a re-made link; one more is
    /// answered with <see cref="UnreachableReason.QueueFull"/>.
    /// </summary>
    public int MaxUnacknowledgedMessages { get; set; } = 65_536;

    /// <summary>The same bound in bytes.</summary>
    public long MaxUnacknowledgedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How much of what one server asks for, for clients that came back there, is under way to it at a time, in bytes; the rest waits. Half
    /// of <see cref="MaxUnacknowledgedBytes"/> at most, so that what is asked for does not crowd out what is sent.
    /// </summary>
    public long MaxPulledBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The largest message that is carried, its ids and names counted in, in bytes.</summary>
    public int MaxMessageBytes { get; set; } = 1024 * 1024 + 4096;

    /// <summary>When a frame has reached this size no further message is put into it, in bytes.</summary>
    public int FrameTargetBytes { get; set; } = 256 * 1024;

    /// <summary>The largest frame that is accepted from a peer, in bytes.</summary>
    public int MaxFrameBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many users, or rooms, go into one piece of a snapshot or one batch of changes.</summary>
    public int SnapshotChunkUsers { get; set; } = 2_000;

    /// <summary>How many users one peer may announce; with more its link is closed.</summary>
    public int MaxUsersPerPeer { get; set; } = 2_000_000;

    /// <summary>How many rooms of one peer are kept; of a peer with more none is known, and it is told of all broadcasts.</summary>
    public int MaxRoomsPerPeer { get; set; } = 2_000_000;

    /// <summary>How many rooms one session may be in. From 1 to 1,000; default 100.</summary>
    public int MaxRoomsPerSession { get; set; } = 100;

    /// <summary>
    /// A message that a peer forwards is taken only if the peer lists its sender as one of its users. For applications whose messages all
    /// come from sessions' users. Off by default, since <see cref="MeshNode.RouteAsync"/> sends in any name.
    /// </summary>
    public bool RequireListedSenders { get; set; }

    /// <summary>
    /// For how long after a peer has linked what it says of users whom it does not list yet is believed all the same: its list, and
    /// messages from before the link, are under way. So much of each minute at most. At least twice <see cref="ReceiptTimeout"/>, so that
    /// nothing honest is refused. 10 s.
    /// </summary>
    public TimeSpan ListingGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many links may be open that have not said hello. Of one peer an equal share of that, at least 4.</summary>
    public int MaxPendingLinks { get; set; } = 256;

    /// <summary>Says what is wrong with these options.</summary>
    /// <returns>One sentence for each fault; empty when there is none.</returns>
    public IReadOnlyList<string> Validate() => MeshOptionsRules.Faults(this);

    /// <summary>
    /// The versions of the protocol that this server speaks: those that the build does. Others are for tests, in place of other builds.
    /// </summary>
    internal ProtocolRange Protocols { get; set; } = new(MeshProtocol.Oldest, MeshProtocol.Newest);

    /// <summary>How many locks guard the users' streams.</summary>
    internal int UserStripes { get; set; } = 1_024;
}
