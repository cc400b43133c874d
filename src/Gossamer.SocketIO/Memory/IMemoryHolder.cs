namespace Gossamer.SocketIO;

/// <summary>
/// Something of the application's that keeps memory for clients (a log of messages, say) and shares
/// <see cref="SocketIOOptions.MaxMemory"/> with the library. Register it as a singleton, as often as there are such. Its constructor must
/// not ask for the <see cref="SocketIOServer"/>, whose own asks for it. Called from any thread; what it throws is logged.
/// </summary>
public interface IMemoryHolder
{
    /// <summary>How many bytes it holds. Asked once a second, and more often when memory runs out: the answer is to be cheap.</summary>
    long HeldBytes { get; }

    /// <summary>
    /// The most that it holds for one of its own clients, users or the like: by this it is compared with connections, of which the one for
    /// which most is held pays first. Asked when memory runs out. Where it is not given, all that is held is one part.
    /// </summary>
    long LargestPart => HeldBytes;

    /// <summary>More is held than may be, and nobody holds more than <see cref="LargestPart"/>. Must not block.</summary>
    /// <param name="bytes">How many bytes to let go of, or as many as can be.</param>
    /// <param name="others">
    /// What the largest of all others holds, in bytes: the parts that are smaller may stay for now, for others pay before them.
    /// </param>
    void Release(long bytes, long others);
}
