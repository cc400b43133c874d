namespace Gossamer.Server.Presence;

/// <summary>What a client wants to hear of who is there: the <c>presence</c> of <c>identify</c>.</summary>
internal enum PresenceMode
{
    /// <summary>The whole list whenever it changed (<c>update_client</c>). What clients of the old system expect.</summary>
    List,

    /// <summary>One list, then who joined and left (<c>presence</c>).</summary>
    Changes,

    /// <summary>How the names stand that the client asks for with <c>watch</c> (<c>presence</c>).</summary>
    Watched,

    /// <summary>Nothing.</summary>
    None,
}
