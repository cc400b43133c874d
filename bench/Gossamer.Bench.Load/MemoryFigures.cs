namespace Gossamer.Bench.Load;

/// <summary>What a process holds, in bytes.</summary>
/// <param name="Resident">Of the whole process, as the system counts it (RSS).</param>
/// <param name="Managed">Of live objects alone.</param>
public readonly record struct MemoryFigures(long Resident, long Managed);
