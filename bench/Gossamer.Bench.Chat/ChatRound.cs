namespace Gossamer.Bench.Chat;

/// <summary>What two servers did in one round.</summary>
/// <param name="MessagesPerSecond">Messages that arrived at their recipients.</param>
/// <param name="CpuMicroseconds">Both servers' processor time, user and system, for each of them: three copies, one of them over the link.</param>
internal readonly record struct ChatRound(double MessagesPerSecond, double CpuMicroseconds);
