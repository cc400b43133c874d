using System.Security.Cryptography;

namespace Gossamer.Server.Events;

/// <summary>What the process takes of its machine. It may be several servers' (<c>gossamer up</c>): then each tells the same.</summary>
internal static class ProcessInfo
{
    private const long MaxExact = 1L << 53; // of JavaScript's numbers

    /// <summary>Drawn at the process's start: servers that tell the same one share the process.</summary>
    public static long Id { get; } = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & (MaxExact - 1);

    /// <summary>Processor time since the start, user and kernel, of all cores.</summary>
    public static TimeSpan Processor =>
        OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsBrowser() ? TimeSpan.Zero : Environment.CpuUsage.TotalTime;

    /// <summary>Bytes of memory that the process has of the machine (its working set).</summary>
    public static long MemoryBytes => Environment.WorkingSet;
}
