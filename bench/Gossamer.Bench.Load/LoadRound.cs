namespace Gossamer.Bench.Load;

/// <summary>What the servers under a load did in one round.</summary>
/// <param name="MessagesPerSecond">Messages that arrived, each counted once for each receiver.</param>
/// <param name="CpuMicroseconds">The servers' processor time, user and system, for each of them.</param>
public readonly record struct LoadRound(double MessagesPerSecond, double CpuMicroseconds);
