namespace Gossamer.Server.Identity;

/// <summary>Who a connection may be, or why it may be nobody; one of the two is null.</summary>
internal readonly record struct AccessResult(ConnectionIdentity? Identity, AccessDenial? Denial)
{
    public static implicit operator AccessResult(ConnectionIdentity identity) => new(identity, null);

    public static implicit operator AccessResult(AccessDenial denial) => new(null, denial);
}
