using System.Collections.Concurrent;

namespace Gossamer.Mesh.Simulation;

/// <summary>Who really is where, and whether the servers' directories and links say so.</summary>
internal static class Truth
{
    private const int SnapshotWanted = 2035; // the event's id in the log

    private static readonly ConcurrentDictionary<UserName, RoomKey> _rooms = new();

    /// <summary>What holds at any moment, whatever the faults.</summary>
    internal static void CheckAlways(World world)
    {
        var listed = new int[World.MaxNodes];
        foreach (var server in world.Live)
        {
            if (server.IsPaused)
                continue;
            Array.Clear(listed);
            CheckList(world, server, listed);
            CheckHeartbeatTimeout(world, server, listed);
            if (world.Setting.HasWholeBatches)
                CheckVersions(world, server);
        }
    }

    /// <summary>How one server's directory differs from the truth; nothing when it does not.</summary>
    internal static string? Difference(Server server, Dictionary<UserName, List<(NodeId Node, int Connections)>> truth)
    {
        var names = server.Node.Directory.NamesInOrder();
        foreach (var (user, places) in truth)
        {
            var known = server.Node.Directory.Find(user);
            foreach (var (node, connections) in places)
                if (known.ConnectionsAt(node) != connections)
                    return $"{server} has {user} at {node} with {known.ConnectionsAt(node)} connections, in truth {connections}";
            if (known.Count != places.Count)
                return $"{server} has {user} at {string.Join(", ", known.AsSpan().ToArray())}, in truth {string.Join(", ", places)}";
        }

        if (RoomsDifference(server, truth) is { } difference)
            return difference;
        return names.Length == truth.Count
            ? null
            : $"{server} lists {string.Join(' ', names)}, in truth {string.Join(' ', truth.Keys.Order())}";
    }

    /// <summary>Every user has a room, whose members are the user's connections: so the truth of users is that of rooms too.</summary>
    internal static RoomKey RoomOf(UserName user) => _rooms.GetOrAdd(user, static user => RoomKey.Of("simulation", user.Value));

    private static string? RoomsDifference(Server server, Dictionary<UserName, List<(NodeId Node, int Connections)>> truth)
    {
        foreach (var (user, places) in truth)
        {
            var known = server.Node.Rooms.Find(RoomOf(user));
            foreach (var (node, members) in places)
            {
                if (known.ConnectionsAt(node) != members)
                    return $"{server} has {known.ConnectionsAt(node)} members of {user}'s room at {node}, in truth {members}";
                if (node != server.Id && !server.Node.Rooms.IsKnown(node))
                    return $"{server} does not know {node}'s rooms";
            }

            if (known.Count != places.Count)
                return $"{server} has {user}'s room at {known.Count} servers, in truth at {places.Count}";
        }

        var count = server.Node.Rooms.Count;
        return count == truth.Count ? null : $"{server} has {count} rooms, in truth {truth.Count}";
    }

    internal static Dictionary<UserName, List<(NodeId Node, int Connections)>> Of(World world)
    {
        Dictionary<UserName, List<(NodeId, int)>> truth = [];
        foreach (var server in world.Live)
            foreach (var (user, connections) in server.Users)
            {
                if (!truth.TryGetValue(user, out var places))
                    truth[user] = places = [];
                places.Add((server.Id, connections));
            }

        return truth;
    }

    internal static string? LinkFault(World world, Server server)
    {
        foreach (var link in server.Node.Links)
        {
            var peer = world.Servers[world.SlotOf(link.Peer)];
            if (peer is { IsLive: true })
            {
                if (link.Outgoing != LinkState.Up || link.Incoming != LinkState.Up || link.Incarnation != peer.Node.Incarnation)
                    return $"{server} and {peer}: {link}";
            }
            else if (link.Incoming != LinkState.Down || link.Incarnation != Incarnation.None)
            {
                return $"{server} hears {link.Peer}, which is dead: {link}";
            }
        }

        return null;
    }

    /// <summary>Snapshots are asked for only where the network broke its promises: otherwise none is missing and no copy differs.</summary>
    internal static void CheckGaps(World world)
    {
        var gaps = world.Trace.Warnings(SnapshotWanted);
        DeliveryLedger.Require(world.Setting.Hostility > 0 || gaps == 0, "no-gap", $"{gaps} snapshots were asked for");
    }

    private static void CheckList(World world, Server server, int[] listed)
    {
        var directory = server.Node.Directory;
        var names = directory.NamesInOrder();
        DeliveryLedger.Require(names.Length == directory.Count, "list",
            $"{server} lists {names.Length} names and counts {directory.Count}");
        for (var i = 0; i < names.Length; i++)
        {
            DeliveryLedger.Require(
                i == 0 || string.CompareOrdinal(names[i - 1], names[i]) < 0, "list", $"{server} lists {names[i]} after {names[i - 1]}");
            var places = directory.Find(world.NameOf(names[i]));
            DeliveryLedger.Require(!places.IsEmpty, "list", $"{server} lists {names[i]}, who is nowhere");
            foreach (var place in places)
                listed[world.SlotOf(place.Node)]++;
        }

        foreach (var (user, connections) in server.Users)
            DeliveryLedger.Require(directory.Find(user).ConnectionsAt(server.Id) == connections, "own-users",
                $"{server} has lost count of {user}");
        DeliveryLedger.Require(listed[server.Slot] == server.Users.Count, "own-users", $"{server} lists users of its own that it has not");
    }

    // A complete copy is what the owner's list was at the version that the copy bears. Not so between two batches of one version.
    private static void CheckVersions(World world, Server server)
    {
        foreach (var (link, replica) in server.Node.Links.Zip(server.Node.Replicas()))
        {
            if (!replica.Synced)
                continue;
            var owner = world.LifeOf(link.Peer, link.Incarnation);
            var sum = 0UL;
            foreach (var name in world.Names)
                sum = unchecked(sum + PresenceDigest.Of(name, server.Node.Directory.Find(name).ConnectionsAt(link.Peer)));
            DeliveryLedger.Require(
                owner?.DigestAt(replica.Version) == sum, "version",
                $"{server} has version {replica.Version} of {owner}'s users, but not as they were at that version");
        }
    }

    // Whom a server has not heard for so long, dead or cut off, has no users on its list.
    private static void CheckHeartbeatTimeout(World world, Server server, int[] listed)
    {
        var gone = Bound.Gone(server.Options).Ticks;
        for (var peer = 0; peer < world.Setting.Nodes; peer++)
        {
            if (peer == server.Slot || listed[peer] == 0)
                continue;
            var since = Math.Max(server.LastHeard(peer), server.ResumedAt - server.Options.HeartbeatTimeout.Ticks);
            DeliveryLedger.Require(
                world.Timeline.Now - since <= gone, "heartbeat-timeout",
                $"{server} lists {listed[peer]} users of {world.IdOf(peer)}, unheard for {TimeSpan.FromTicks(world.Timeline.Now - since)}");
        }
    }
}
