namespace Gossamer.SocketIO.Testing;

/// <summary>
/// What a test waited for did not come, or cannot come any more, or is not what the test took it for. The message tells what did arrive.
/// </summary>
public sealed class SocketIOTestException : Exception
{
    internal SocketIOTestException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
