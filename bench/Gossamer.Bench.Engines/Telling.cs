namespace Gossamer.Bench.Engines;

/// <summary>What it costs a server to tell clients of those who come and go, in the mode <c>changes</c>.</summary>
/// <param name="MessageCpu">Microseconds of processor time for each message to one client.</param>
/// <param name="MessageNames">Names in such a message, on the average.</param>
/// <param name="NameBytes">Bytes for each name of nine characters.</param>
internal sealed record Telling(double MessageCpu, double MessageNames, double NameBytes)
{
    /// <summary>By the join storms of bench/README.md: `changes` less `watched`, 10,000 clients, for each message more.</summary>
    private const double StormMessageCpu = 34;

    /// <summary>It is a small difference of large figures, and may be lost among them.</summary>
    public bool IsLost => MessageCpu <= 0;

    /// <summary>Microseconds of processor time for each message to one client: as measured, or by the join storms.</summary>
    public double Cost => IsLost ? StormMessageCpu : MessageCpu;
}
