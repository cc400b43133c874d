namespace Gossamer.Server.Chat;

/// <summary>The bounds of files between people who are online.</summary>
internal sealed record FileLimits
{
    /// <summary>Of a file, in bytes: a picture of a page's size. 0: none are taken.</summary>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>Of a file's name, in UTF-16 units: what file systems take.</summary>
    public int MaxNameLength { get; init; } = 255;

    /// <summary>
    /// Files on their way to one other server, in bytes, of the 64 MiB that a link holds: a server that takes slowly gets none, and all the
    /// messages.
    /// </summary>
    public long MaxBytesUnderWay { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// A connection for which more waits than this, in bytes, gets no file: nobody is closed as too slow for what others send
    /// (16 MiB).
    /// </summary>
    public long MaxBacklog { get; init; } = 1024 * 1024;
}
