namespace Gossamer.Server.Faults;

/// <summary>One of several servers of a process, which can be stopped and started again.</summary>
internal interface IServerSwitch
{
    ServerState State { get; }

    /// <summary>In order, as SIGTERM does. Does not throw; does nothing while it does not run.</summary>
    Task StopAsync();

    /// <summary>In a new life. Does not throw: a server that cannot start stays stopped. Does nothing while it runs.</summary>
    Task StartAsync();
}
