namespace Gossamer.Server.Chat;

/// <summary>What a client wants to hear of who is online: the <c>presence</c> of <c>identify</c>.</summary>
internal enum PresenceMode
{
    /// <summary>The whole list whenever it changed (<c>update_client</c>). What clients of the old system expect.</summary>
    List,

    /// <summary>Nothing.</summary>
    None,
}
