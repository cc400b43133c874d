using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Hubs;

/// <summary>
/// Keeps apart what an adapter knows as rooms: the sockets' own, of the same name as their ids, those of users, and groups. Names come from
/// clients often, and one kind must not reach another.
/// </summary>
internal static class HubNames
{
    /// <summary>Whether a socket is, or may be on another server, of that id; what is none means nobody.</summary>
    public static bool IsConnectionId(Namespace ns, string name) =>
        ns.TryGetSocket(name, out _) || (IsSpread(ns) && HasFormOfId(ns, name));

    public static string[] ConnectionIds(Namespace ns, IEnumerable<string> ids) => [.. ids.Where(id => IsConnectionId(ns, id))];

    /// <exception cref="ArgumentException">The group would be a user's room, or a socket's own.</exception>
    public static string Group(Namespace ns, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        UserRooms.ThrowIfReserved(name);
        return IsConnectionId(ns, name)
            ? throw new ArgumentException(
                "Connection ids are no names of groups; where there are other servers, nor is what has their form "
                    + "(20 characters of A-Z a-z 0-9 - _).",
                nameof(name))
            : name;
    }

    public static string[] Groups(Namespace ns, IEnumerable<string> names) => [.. names.Select(name => Group(ns, name))];

    /// <summary>
    /// Sockets may be on other servers, or come to this one with the ids that they had there. Then the form has to decide. On a single
    /// server it would take names from applications that have ids of 20 characters of their own.
    /// </summary>
    private static bool IsSpread(Namespace ns) => ns.Server.Options.Adapter is not null || ns.Server.ServesRecovery(ns.Name);

    /// <summary>Whether a name may be a socket's id, of whichever server.</summary>
    public static bool HasFormOfId(Namespace ns, string name) =>
        SessionId.IsWellFormed(name) || (ns.Server.Options.AllowEIO3 && IsOldClientsId(ns, name));

    /// <summary>
    /// <code>
    /// id = [ namespace "#" ] sid      of protocol 3; see SessionId
    /// </code>
    /// </summary>
    private static bool IsOldClientsId(Namespace ns, string name)
    {
        var sid = name.StartsWith(ns.Name + "#", StringComparison.Ordinal) ? name[(ns.Name.Length + 1)..] : name;
        return SessionId.IsWellFormed(
            ns.Server.ForwardsSessions && SessionId.TryGetTag(sid, out var tag) ? sid[..^(tag.Length + 1)] : sid);
    }
}
