namespace Gossamer.Bench.Relay;

/// <summary>What one server did in one round.</summary>
/// <param name="MessagesPerSecond">Messages that arrived, each counted once for each receiver.</param>
/// <param name="CpuMicroseconds">The server's processor time, user and system, for each of them.</param>
internal readonly record struct Round(double MessagesPerSecond, double CpuMicroseconds);
