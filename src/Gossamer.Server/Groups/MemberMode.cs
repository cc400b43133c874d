namespace Gossamer.Server.Groups;

/// <summary>What a client hears of who is in a room.</summary>
internal enum MemberMode
{
    /// <summary>The whole list, whenever it changes.</summary>
    List,

    /// <summary>The list once, then who joined and left.</summary>
    Changes,

    /// <summary>Nothing.</summary>
    None,
}
