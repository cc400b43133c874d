namespace Gossamer.Server.SocketClient;

/// <summary>The connection is over, or never came about; the message says why in words for people.</summary>
internal sealed class SocketClientException : Exception
{
    public SocketClientException()
    {
    }

    public SocketClientException(string message)
        : base(message)
    {
    }

    public SocketClientException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
