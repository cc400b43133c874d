namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

/// <summary>A connection whose other side reads when the test says so.</summary>
internal sealed class BlockingStream : Stream
{
    private readonly SemaphoreSlim _reads = new(0);
    private readonly MemoryStream _written = new();

    public int Writes { get; private set; }

    public byte[] Written => _written.ToArray();

    public bool Fails { get; set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _written.Length;

    public override long Position { get; set; }

    public void Read(int writes) => _reads.Release(writes);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Fails)
            throw new IOException("The connection is gone.");
        await _reads.WaitAsync(cancellationToken);
        _written.Write(buffer.Span);
        Writes++;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reads.Dispose();
        base.Dispose(disposing);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => 0;

    public override long Seek(long offset, SeekOrigin origin) => 0;

    public override void SetLength(long value)
    {
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
    }
}
