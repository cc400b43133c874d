namespace Gossamer.Server.Events;

/// <summary>What makes two events the same. All are words of this program, or ids of servers: nothing is a client's choice.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Peer">With which server.</param>
/// <param name="Direction">In which direction of a link: outgoing, incoming.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct EventKey(ServerEventKind Kind, string? Peer = null, string? Direction = null, string? Reason = null)
{
    /// <summary>Counted by the minute, so that an hour shows when there were how many.</summary>
    public bool IsBulk => Kind is >= ServerEventKind.Refused or ServerEventKind.LinkRefused;

    /// <summary>By what an entry is counted against others when there is no room: no peer, and no kind, pushes out the rest.</summary>
    public (ServerEventKind Kind, string? Peer) Group => (Kind, Peer);
}
