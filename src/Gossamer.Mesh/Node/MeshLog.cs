using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh;

/// <summary>What the mesh tells the log: event ids 2000 to 2999. Texts of messages never appear.</summary>
internal static partial class MeshLog
{
    [LoggerMessage(2000, LogLevel.Information, "Mesh node {Node}, incarnation {Incarnation}, joins mesh {Cluster} with {Peers} peers")]
    internal static partial void Started(this ILogger log, NodeId node, Incarnation incarnation, string cluster, int peers);

    [LoggerMessage(2001, LogLevel.Information, "Mesh node {Node} has left the mesh")]
    internal static partial void Stopped(this ILogger log, NodeId node);

    [LoggerMessage(2002, LogLevel.Warning, "Mesh node {Node} stops before all its peers took its goodbye")]
    internal static partial void GoodbyeCutShort(this ILogger log, NodeId node);

    [LoggerMessage(2003, LogLevel.Information, "Peer {Peer} at {Address} has been added to the mesh")]
    internal static partial void PeerAdded(this ILogger log, NodeId peer, Uri address);

    [LoggerMessage(2004, LogLevel.Information, "Peer {Peer} is to be reached at {Address} from now on")]
    internal static partial void PeerMoved(this ILogger log, NodeId peer, Uri address);

    [LoggerMessage(2005, LogLevel.Information, "Peer {Peer} is not listed any more: it is forgotten once it is silent")]
    internal static partial void PeerLeft(this ILogger log, NodeId peer);

    [LoggerMessage(2006, LogLevel.Information, "Peer {Peer} is listed again")]
    internal static partial void PeerBack(this ILogger log, NodeId peer);

    [LoggerMessage(2007, LogLevel.Information, "Peer {Peer} is forgotten: it is not listed, and was silent for long")]
    internal static partial void PeerForgotten(this ILogger log, NodeId peer);

    [LoggerMessage(2008, LogLevel.Error, "A server cannot be a peer and is left out: {Fault}")]
    internal static partial void PeerLeftOut(this ILogger log, string fault);

    [LoggerMessage(2009, LogLevel.Error, "The list of servers cannot be followed; next attempt in {DelayMs:F0} ms")]
    internal static partial void MembershipFailed(this ILogger log, Exception fault, double delayMs);

    [LoggerMessage(2010, LogLevel.Information, "Connecting to peer {Peer} at {Address}")]
    internal static partial void LinkAttempt(this ILogger log, NodeId peer, Uri address);

    [LoggerMessage(2011, LogLevel.Debug, "Link {Link} to peer {Peer} is open")]
    internal static partial void LinkOpened(this ILogger log, NodeId peer, ulong link);

    [LoggerMessage(2012, LogLevel.Information, "Link to peer {Peer} is up (link {Link})")]
    internal static partial void LinkUp(this ILogger log, NodeId peer, ulong link);

    [LoggerMessage(2013, LogLevel.Information, "Link to peer {Peer} is down: {Reason}; next attempt in {DelayMs:F0} ms")]
    internal static partial void LinkDown(this ILogger log, NodeId peer, LinkClose reason, double delayMs);

    [LoggerMessage(2014, LogLevel.Warning, "Peer {Peer} refused this server's link: {Reason}; next attempt in {DelayMs:F0} ms")]
    internal static partial void LinkRefusedByPeer(this ILogger log, NodeId peer, LinkClose reason, double delayMs);

    [LoggerMessage(2015, LogLevel.Information, "Link to peer {Peer} has ended: {Reason}")]
    internal static partial void LinkEnded(this ILogger log, NodeId peer, LinkClose reason);

    [LoggerMessage(2016, LogLevel.Warning, "Refused a link of server '{Node}': {Reason}")]
    internal static partial void LinkRefused(this ILogger log, string node, LinkClose reason);

    [LoggerMessage(2017, LogLevel.Warning,
        "Refused a link in the name of {Peer}: its incarnation is {Claimed}, the one linked here is {Known}; of one life, its key differs")]
    internal static partial void LifeRefused(this ILogger log, NodeId peer, Incarnation claimed, Incarnation known);

    [LoggerMessage(2018, LogLevel.Warning, "Refused {Count} items of peer {Peer} that break a rule; the last one: {Breach}")]
    internal static partial void PeerBrokeRule(this ILogger log, NodeId peer, long count, PeerBreach breach);

    [LoggerMessage(2020, LogLevel.Information, "Peer {Peer} has linked, incarnation {Incarnation}, its link {Link}, protocol {Protocol}")]
    internal static partial void PeerHeard(this ILogger log, NodeId peer, Incarnation incarnation, ulong link, uint protocol);

    [LoggerMessage(2021, LogLevel.Information, "Link of peer {Peer} is down: {Reason}; its {Users} users stay for the grace")]
    internal static partial void PeerLost(this ILogger log, NodeId peer, LinkClose reason, int users);

    [LoggerMessage(2022, LogLevel.Information, "Peer {Peer} is gone, {Why}; its {Users} users are removed")]
    internal static partial void PeerGone(this ILogger log, NodeId peer, string why, int users);

    [LoggerMessage(2030, LogLevel.Information, "Update from peer {Peer}: list replaced, {Before} users before, {Users} now")]
    internal static partial void PeerListReplaced(this ILogger log, NodeId peer, int before, int users);

    [LoggerMessage(EventId = 2031, Message = "Update from peer {Peer}: user {User} added with {Connections} connections")]
    internal static partial void PeerUserAdded(this ILogger log, LogLevel level, NodeId peer, UserName user, int connections);

    [LoggerMessage(EventId = 2032, Message = "Update from peer {Peer}: user {User} replaced, now {Connections} connections")]
    internal static partial void PeerUserReplaced(this ILogger log, LogLevel level, NodeId peer, UserName user, int connections);

    [LoggerMessage(EventId = 2033, Message = "Update from peer {Peer}: user {User} removed")]
    internal static partial void PeerUserRemoved(this ILogger log, LogLevel level, NodeId peer, UserName user);

    [LoggerMessage(2034, LogLevel.Information, "Update from peer {Peer}: {Changes} users changed, {Users} now")]
    internal static partial void PeerUsersChanged(this ILogger log, NodeId peer, int changes, int users);

    [LoggerMessage(2035, LogLevel.Warning, "The copy of peer {Peer}'s users has a gap or differs from its own; asking for the whole list")]
    internal static partial void SnapshotWanted(this ILogger log, NodeId peer);

    [LoggerMessage(2036, LogLevel.Warning,
        "Peer {Peer} has more than {Most} rooms with members (MaxRoomsPerPeer): it is told of all broadcasts from now on")]
    internal static partial void TooManyRooms(this ILogger log, NodeId peer, int most);

    [LoggerMessage(2040, LogLevel.Debug, "Message {Message}: recipient {Recipient} is here with {Connections} connections")]
    private static partial void RecipientHere(this ILogger log, MessageId message, UserName recipient, int connections);

    [LoggerMessage(2041, LogLevel.Debug, "Message {Message}: recipient {Recipient} is not here")]
    private static partial void RecipientNotHere(this ILogger log, MessageId message, UserName recipient);

    [LoggerMessage(2042, LogLevel.Debug, "Message {Message} forwarded to {Peers}")]
    internal static partial void Forwarded(this ILogger log, MessageId message, string peers);

    [LoggerMessage(2043, LogLevel.Debug, "Message {Message} from peer {Peer} for {Recipient} delivered to {Connections} connections here")]
    internal static partial void DeliveredFromPeer(
        this ILogger log, MessageId message, NodeId peer, UserName recipient, int connections);

    [LoggerMessage(2044, LogLevel.Debug, "Message {Message} from peer {Peer} was had before (sequence {Sequence}); dropped")]
    internal static partial void ForwardRepeated(this ILogger log, MessageId message, NodeId peer, ulong sequence);

    [LoggerMessage(2045, LogLevel.Debug, "Message {Message} not forwarded to {Peer}: {Reason}")]
    internal static partial void ForwardRefused(this ILogger log, MessageId message, NodeId peer, UnreachableReason reason);

    [LoggerMessage(2046, LogLevel.Warning, "Gave up on {Count} messages to peer {Peer}: {Reason}")]
    internal static partial void ForwardsGivenUp(this ILogger log, NodeId peer, int count, UnreachableReason reason);

    [LoggerMessage(2047, LogLevel.Error, "Message {Message} from peer {Peer} could not be delivered")]
    internal static partial void DeliveryFailed(this ILogger log, Exception exception, MessageId message, NodeId peer);

    [LoggerMessage(2048, LogLevel.Error, "A node message from peer {Peer} could not be taken")]
    internal static partial void NodeMessageFailed(this ILogger log, Exception exception, NodeId peer);

    internal static void Delivered(this ILogger log, MessageId message, UserName recipient, int connections)
    {
        if (connections > 0)
            log.RecipientHere(message, recipient, connections);
        else
            log.RecipientNotHere(message, recipient);
    }

    [LoggerMessage(2070, LogLevel.Debug, "{Peer} had {Entries} messages of {User} beyond what its client has")]
    internal static partial void StreamPulled(this ILogger log, UserName user, NodeId peer, int entries);

    [LoggerMessage(
        2071, LogLevel.Warning, "This process stood still for {Milliseconds:F0} ms: clients of it may have gone to other servers")]
    internal static partial void ProcessPaused(this ILogger log, double milliseconds);
}
