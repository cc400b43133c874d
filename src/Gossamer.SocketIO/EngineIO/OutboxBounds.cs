namespace Gossamer.SocketIO.EngineIO;

/// <summary>
/// What may wait for one client (ADR 18).
/// <code>
/// 0 ------ a sixteenth ------------ the bound ----------------- four times the bound
///    room  |  EmitAsync waits       |  only while the client takes  |  full
/// </code>
/// What is alone may be larger than all of them.
/// </summary>
/// <param name="Frames">How many.</param>
/// <param name="Bytes">Of how many bytes.</param>
internal readonly record struct OutboxBounds(int Frames, long Bytes)
{
    /// <summary>1 MiB by default: more in one write is not faster, and less of it has to be kept.</summary>
    private const int RoomPart = 16;

    /// <summary>For programs that send and do not wait, to clients that take as fast as they can.</summary>
    private const int Overflow = 4;

    /// <summary>So much waits that whoever sends more should wait.</summary>
    public bool IsCrowded(int frames, long bytes) => frames > Frames / RoomPart || bytes > Bytes / RoomPart;

    /// <summary>Whatever the client does.</summary>
    public bool Fits(int frames, long bytes) => frames <= Frames && bytes <= Bytes;

    /// <summary>If the client takes.</summary>
    public bool FitsOverflow(int frames, long bytes) => frames <= (long)Frames * Overflow && bytes / Overflow <= Bytes;
}
