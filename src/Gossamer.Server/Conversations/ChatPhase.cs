namespace Gossamer.Server.Conversations;

/// <summary>Where a client stands with its servers; the ways between are in <see cref="ChatMachine"/>.</summary>
internal enum ChatPhase
{
    /// <summary>A server is dialled, perhaps after a pause.</summary>
    Connecting,

    /// <summary>Connected; the server is told who this is.</summary>
    Identifying,

    /// <summary>Messages go both ways.</summary>
    Ready,

    /// <summary>Over, for good.</summary>
    Ended,
}
