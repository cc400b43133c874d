namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>What a client's connection may cost, to those who read and write it.</summary>
internal interface IConnectionLimits
{
    /// <summary>Runs while a write waits for the client to take something.</summary>
    WriteWatch WriteWatch { get; }

    /// <param name="bytes">How much more is held for the client from now on; negative: less. Nothing when its session has ended.</param>
    void Keep(long bytes);
}
