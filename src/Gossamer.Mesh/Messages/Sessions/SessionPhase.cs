namespace Gossamer.Mesh;

/// <summary>Where a <see cref="Session"/> stands.</summary>
internal enum SessionPhase
{
    /// <summary>Waits for what other servers have beyond the client's position; what comes meanwhile is parked.</summary>
    Resuming,

    /// <summary>Messages go out as they come.</summary>
    Live,

    Ended,
}
