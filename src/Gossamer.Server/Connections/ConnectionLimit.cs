using Gossamer.Server.Limits;

namespace Gossamer.Server.Connections;

/// <summary>How many connections one user may have at one server.</summary>
/// <param name="PerUser">The bound.</param>
internal sealed record ConnectionLimit(int PerUser)
{
    public bool Allows(int connections) => connections <= PerUser;

    /// <summary>
    /// Whether there may be one more, of an address that holds some of them: whoever calls itself Anna cannot shut Anna out but from as
    /// many addresses as there are connections.
    /// </summary>
    /// <param name="connections">Those that the user has.</param>
    /// <param name="ofAddress">Those of them that come from the address.</param>
    public bool AllowsMore(int connections, int ofAddress) => FairShare.AllowsMore(PerUser, connections, ofAddress);
}
