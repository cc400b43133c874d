namespace Gossamer.Server.Limits;

/// <summary>Of whom a limit is.</summary>
internal enum LimitScope
{
    None,
    Connection,
    User,
    Address,

    /// <summary>One address, to one recipient.</summary>
    Recipient,
}
