namespace Gossamer.Server.Faults;

/// <summary>How it stands with a server that can be stopped by hand.</summary>
internal enum ServerState
{
    Running,
    Stopping,
    Stopped,
    Starting,
}
