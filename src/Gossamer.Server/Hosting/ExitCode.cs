namespace Gossamer.Server.Hosting;

/// <summary>What the process says to whoever started it.</summary>
internal enum ExitCode
{
    /// <summary>Ended because it was asked to.</summary>
    Ok = 0,

    /// <summary>Could not start or ended by itself, for example because a port is in use.</summary>
    Failed = 1,

    /// <summary>The command line or the configuration is wrong.</summary>
    Usage = 2,

    /// <summary>Of <c>gossamer chat</c>: a message that was given to it reached nobody, or is not known to have reached anybody.</summary>
    NotDelivered = 3,
}
