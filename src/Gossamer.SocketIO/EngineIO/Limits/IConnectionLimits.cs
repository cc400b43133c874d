namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>What a client's connection may cost, to those who read and write it.</summary>
internal interface IConnectionLimits
{
    /// <summary>Runs while a write waits for the client to take something.</summary>
    WriteWatch WriteWatch { get; }

    /// <param name="bytes">How much more is held for the client from now on; negative: less. Nothing when its session has ended.</param>
    void Keep(long bytes);

    /// <summary>Bytes of a message that has not come whole count for the client's rates as they come.</summary>
    /// <returns>Ends when more may be read.</returns>
    ValueTask ChargeAsync(int bytes);
}
