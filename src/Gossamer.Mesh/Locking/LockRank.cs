namespace Gossamer.Mesh;

/// <summary>
/// The order in which locks are taken: under a lock only those of a higher rank are, and of one rank only <see cref="Stripe"/>, the lower
/// first. See "Lock order" in docs/architecture.md.
/// </summary>
internal enum LockRank
{
    /// <summary>Which peers there are.</summary>
    Membership = 1,

    /// <summary>What is known of one peer by listening to it.</summary>
    Peer,

    /// <summary>A stripe of users' streams; ordered by its number.</summary>
    Stripe,

    /// <summary>The members of one room.</summary>
    Room,

    /// <summary>The link to one peer.</summary>
    Link,

    /// <summary>This server's own users and what links have yet to tell of them.</summary>
    Presence,

    /// <summary>A lock under which no other is taken.</summary>
    Leaf,
}
