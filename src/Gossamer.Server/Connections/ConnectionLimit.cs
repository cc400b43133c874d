namespace Gossamer.Server.Connections;

/// <summary>How many connections one user may have at one server.</summary>
/// <param name="PerUser">The bound for new ones.</param>
internal sealed record ConnectionLimit(int PerUser)
{
    /// <summary>Whether a client may go on with its session, which may still be among those counted.</summary>
    public bool AllowsReturn(int connections) => connections <= PerUser;
}
