namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>So that HTTP does not know the length, and sends in chunks.</summary>
internal sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
