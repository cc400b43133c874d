namespace Gossamer.Server.Connections;

/// <summary>How many connections one user may have at one server.</summary>
/// <param name="PerUser">The bound.</param>
internal sealed record ConnectionLimit(int PerUser)
{
    public bool Allows(int connections) => connections <= PerUser;

    /// <summary>
    /// Whether there may be one more, of an address that holds some of them: no address holds more than it leaves free, at least one. So
    /// one address gets half of all, two get a third each, and whoever may call itself Anna from a few addresses cannot shut Anna out:
    /// that takes as many addresses as there are connections. (Dynamic thresholds, as switches share their buffers.)
    /// </summary>
    /// <param name="connections">Those that the user has.</param>
    /// <param name="ofAddress">Those of them that come from the address.</param>
    public bool AllowsMore(int connections, int ofAddress) =>
        connections < PerUser && ofAddress < Math.Max(1, PerUser - connections);
}
