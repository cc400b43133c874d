namespace Gossamer.Mesh;

internal static class MeshOptionsRules
{
    private const int MaxBytesPerUser = 3 * UserName.MaxLength + 8; // UTF-8 of a name, its tag and length, its count
    private const int MaxBytesPerRoom = 20; // its key of 12 characters, its members, and their tags
    private const int MaxBytesOfRest = 128 * 1024;                  // hello, heartbeat, receipts, digest

    internal static IReadOnlyList<string> Faults(MeshOptions options)
    {
        List<string> faults = [];
        Identity(options, faults);
        Times(options, faults);
        Sizes(options, faults);
        return faults;
    }

    private static void Identity(MeshOptions options, List<string> faults)
    {
        Require(
            PeerRules.IsId(options.Id.Value),
            $"the server's own id must have 1 to {PeerRules.MaxIdLength} characters, without spaces and control characters", faults);
        Require(PeerRules.IsMeshName(options.Cluster), $"the name of the mesh must have 1 to {PeerRules.MaxIdLength} characters", faults);

        var rules = new PeerRules(options.Id);
        foreach (var peer in options.Peers)
            if (rules.Add(peer) is { } fault)
                faults.Add(fault);
    }

    private static void Times(MeshOptions options, List<string> faults)
    {
        Require(options.HeartbeatInterval >= TimeSpan.FromMilliseconds(20), "HeartbeatInterval must be at least 20 ms", faults);
        Require(options.ListingGrace >= TimeSpan.Zero, "ListingGrace must not be negative", faults);
        Require(options.HeartbeatTimeout >= 2 * options.HeartbeatInterval, "HeartbeatTimeout must be at least two heartbeats", faults);
        Require(options.Grace >= TimeSpan.Zero, "Grace must not be negative", faults);
        Require(options.DigestInterval >= options.HeartbeatInterval, "DigestInterval must be at least one heartbeat", faults);
        Require(options.ConnectTimeout > TimeSpan.Zero, "ConnectTimeout must be positive", faults);
        Require(options.RetryMin > TimeSpan.Zero, "RetryMin must be positive", faults);
        Require(options.RetryMax >= options.RetryMin, "RetryMax must not be less than RetryMin", faults);
        Require(options.ReceiptTimeout > TimeSpan.Zero, "ReceiptTimeout must be positive", faults);
        Require(options.RepeatWindow > TimeSpan.Zero, "RepeatWindow must be positive", faults);
        Require(options.SessionWindow >= TimeSpan.Zero, "SessionWindow must not be negative", faults);
        Require(options.ResumeWait > TimeSpan.Zero, "ResumeWait must be positive", faults);
        Require(options.ProbeTimeout > TimeSpan.Zero, "ProbeTimeout must be positive", faults);
        Require(options.GoodbyeTimeout >= TimeSpan.Zero, "GoodbyeTimeout must not be negative", faults);
    }

    private static void Sizes(MeshOptions options, List<string> faults)
    {
        Require(options.MaxUnacknowledgedMessages > 0, "MaxUnacknowledgedMessages must be positive", faults);
        Require(options.Copies is 1 or 2, "Copies must be 1 or 2", faults);
        Require(options.MaxLogEntriesPerUser > 0, "MaxLogEntriesPerUser must be positive", faults);
        Require(options.MaxLogBytesPerUser > 0, "MaxLogBytesPerUser must be positive", faults);
        Require(options.MaxLogBytes > 0, "MaxLogBytes must be positive", faults);
        Require(options.MaxKeysPerUser > 0, "MaxKeysPerUser must be positive", faults);
        Require(options.MaxSearches > 0, "MaxSearches must be positive", faults);
        Require(options.MaxMessageBytes > 0, "MaxMessageBytes must be positive", faults);
        Require(options.MaxUnacknowledgedBytes >= options.MaxMessageBytes, "MaxUnacknowledgedBytes must hold one message", faults);
        Require(options.MaxPulledBytes > 0, "MaxPulledBytes must be positive", faults);
        Require(options.FrameTargetBytes > 0, "FrameTargetBytes must be positive", faults);
        Require(options.SnapshotChunkUsers > 0, "SnapshotChunkUsers must be positive", faults);
        Require(options.MaxUsersPerPeer > 0, "MaxUsersPerPeer must be positive", faults);
        Require(options.MaxRoomsPerPeer > 0, "MaxRoomsPerPeer must be positive", faults);
        Require(options.MaxRoomsPerSession is >= 1 and <= 1_000, "MaxRoomsPerSession must be from 1 to 1,000", faults);
        Require(options.MaxPendingLinks > 0, "MaxPendingLinks must be positive", faults);

        // One frame may hold its target in messages and one more, a piece of a snapshot and a batch of changes, of users and of rooms.
        var largest = (long)options.FrameTargetBytes + options.MaxMessageBytes
            + 2L * options.SnapshotChunkUsers * (MaxBytesPerUser + MaxBytesPerRoom) + MaxBytesOfRest;
        Require(options.MaxFrameBytes >= largest, $"MaxFrameBytes must be at least {largest} with these other sizes", faults);
    }

    private static void Require(bool holds, string fault, List<string> faults)
    {
        if (!holds)
            faults.Add(fault);
    }
}
