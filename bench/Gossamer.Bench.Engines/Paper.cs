namespace Gossamer.Bench.Engines;

/// <summary>
/// What so many servers would cost by the unit costs: a calculation, not a measurement. So many users are at each server, each of them
/// comes and goes once an hour and sends a message a minute, to anybody.
/// </summary>
internal sealed record Paper(UnitCosts Costs, Telling Telling, int Servers)
{
    public const double UsersOfServer = 10_000;

    /// <summary>Bytes of the directory for a user of nine characters at another server: <c>bench/run directory</c>.</summary>
    public const double DirectoryBytes = 9.7;

    /// <summary>The largest list that clients are sent (docs/protocol.md, Presence).</summary>
    public const double LongestList = 8 * 1024 * 1024;

    public const double ChangesOfUser = 2.0 / 3600;
    private const double MessagesOfUser = 1.0 / 60;
    private const double WindowsOfSecond = 4; // in which a client is told once

    public double Users => UsersOfServer * Servers;

    public double Others => Servers - 1;

    /// <summary>Comings and goings, a second, in the whole mesh.</summary>
    public double Changes => Users * ChangesOfUser;

    /// <summary>How many of them a server is told.</summary>
    public double ChangesHeard => Changes * Others / Servers;

    /// <summary>Of each server, a second: heard and told in one second, in processor time.</summary>
    public double PresenceCpu => (ChangesHeard * Costs.ChangeThere) + (Changes / Servers * Others * Costs.ChangeTold);

    public double LinksCpu => Others * Costs.LinkAtRest;

    public double LinksBytes => Others * Costs.LinkBytes(Servers);

    public double PresenceBytes => 2 * ChangesHeard * Costs.ChangeBytes;

    public double Directory => Users * DirectoryBytes;

    /// <summary>Messages of a server's users, a second.</summary>
    public static double Messages => UsersOfServer * MessagesOfUser;

    /// <summary>All as if no recipient were at the sender's server.</summary>
    public double ChatCpu => Messages * Costs.Message;

    /// <summary>Of nats-server, a second.</summary>
    public double NatsCpu => (Servers * Others * Costs.NatsLinkAtRest) + (Changes * Others * Costs.NatsChangeTold)
        + (Servers * Messages * Costs.NatsMessage);

    /// <summary>Bytes of the list of all users that a client begins with.</summary>
    public double List => Users * Telling.NameBytes;

    /// <summary>Processor time of a server whose clients are all told of everybody, each message as dear as those measured.</summary>
    public double TellingCpu => UsersOfServer * Math.Min(WindowsOfSecond, Changes) * Telling.Cost;

    public double TellingBytes => UsersOfServer * Changes * Telling.NameBytes;

    /// <summary>At how many servers something reaches a bound; null: not below a hundred thousand.</summary>
    public static int? ReachedAt(UnitCosts costs, Telling telling, Func<Paper, double> value, double bound)
    {
        const int Most = 100_000;
        for (var servers = 1; servers <= Most; servers = servers < 1000 ? servers + 1 : (int)(servers * 1.01))
            if (value(new(costs, telling, servers)) >= bound)
                return servers;
        return null;
    }
}
