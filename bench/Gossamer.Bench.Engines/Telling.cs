namespace Gossamer.Bench.Engines;

/// <summary>What it costs a server to tell clients of those who come and go, in the mode <c>changes</c>.</summary>
/// <param name="MessageCpu">Microseconds of processor time for each message to one client.</param>
/// <param name="MessageNames">Names in such a message, on the average.</param>
/// <param name="NameBytes">Bytes for each name of nine characters.</param>
internal sealed record Telling(double MessageCpu, double MessageNames, double NameBytes);
