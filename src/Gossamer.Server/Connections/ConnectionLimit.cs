namespace Gossamer.Server.Connections;

/// <summary>How many connections one user may have at one server.</summary>
/// <param name="PerUser">The bound.</param>
internal sealed record ConnectionLimit(int PerUser)
{
    public bool Allows(int connections) => connections <= PerUser;
}
