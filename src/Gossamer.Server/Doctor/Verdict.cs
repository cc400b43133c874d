namespace Gossamer.Server.Doctor;

/// <summary>How a thing stands.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>The server runs, but somebody should know of it.</summary>
    Warning,

    /// <summary>The server does not start, or does not do what it is there for.</summary>
    Fault,
}
