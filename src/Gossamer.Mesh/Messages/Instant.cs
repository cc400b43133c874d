namespace Gossamer.Mesh;

/// <summary>One moment on a server's two clocks.</summary>
/// <param name="Utc">Wall time in ms since 1970; jumps and differs between servers. What messages bear.</param>
/// <param name="Elapsed">Monotonic time in ms since some moment of the process. What this server waits by.</param>
internal readonly record struct Instant(long Utc, long Elapsed);
