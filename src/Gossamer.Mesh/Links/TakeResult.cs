namespace Gossamer.Mesh;

/// <summary>What <see cref="ILinkSender.Take"/> has written.</summary>
public enum TakeResult
{
    /// <summary>Nothing: nothing waits.</summary>
    Nothing,

    /// <summary>A frame; more may wait.</summary>
    Frame,

    /// <summary>The last frame: after it the link is to be closed with <see cref="LinkCloseCode.Goodbye"/>.</summary>
    LastFrame,
}
