namespace Gossamer.SocketIO;

/// <summary>How waiting for a client's answer ended.</summary>
public enum AckOutcome
{
    /// <summary>The client answered.</summary>
    Answered,

    /// <summary>The client did not answer in time.</summary>
    TimedOut,

    /// <summary>The client went away before it answered, or was gone already.</summary>
    Disconnected,

    /// <summary>The client answered, but not with what was asked for.</summary>
    Invalid,
}
