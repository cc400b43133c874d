namespace Gossamer.Mesh;

/// <summary>How a one-way link stands.</summary>
public enum LinkState
{
    /// <summary>Not there; one that this server opens is tried again in a while.</summary>
    Down,

    /// <summary>Being opened.</summary>
    Connecting,

    /// <summary>Open, but the other side has not said that it hears it.</summary>
    Open,

    /// <summary>In use.</summary>
    Up,
}
