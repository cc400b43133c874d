using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gossamer.Bench.Load;

/// <summary>
/// User and system time of other processes so far, to the nanosecond: what <see cref="Process"/> tells has steps of 10 ms, which is as much
/// as an idle server uses in a second. Linux.
/// </summary>
public static partial class ProcessClock
{
    private const int AsScheduled = 2; // CPUCLOCK_SCHED of linux/posix-timers.h

    public static TimeSpan CpuTimeOf(int process) => GetTime((~process << 3) | AsScheduled, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
        : throw new InvalidOperationException($"Process {process} is gone.");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        internal readonly nint Seconds;
        internal readonly nint Nanoseconds;
    }
}
