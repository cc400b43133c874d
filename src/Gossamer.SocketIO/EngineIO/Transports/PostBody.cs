using System.Buffers;
using Gossamer.SocketIO.EngineIO.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// The body of a post, read whole into a pooled buffer and bounded. The buffer grows with what has come: a head that announces
/// much, and a client that then sends nothing, cost little.
/// </summary>
internal sealed class PostBody(int maxLength, IConnectionLimits? limits = null) : IDisposable
{
    private const int FirstRent = 4096;
    private const int LargestFirstRent = 64 * 1024;

    private byte[] _buffer = [];
    private int _length;
    private bool _isLeft;

    /// <summary>Valid until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <param name="context">The request.</param>
    /// <param name="end">The client has gone, or is to be cut off.</param>
    public async Task<PostBodyRead> ReadAsync(HttpContext context, CancellationToken end)
    {
        var announced = context.Request.ContentLength;
        if (announced > maxLength)
            return PostBodyRead.TooLarge;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // the bound is here; Kestrel's own would count the frames of chunks too

        _buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(announced ?? FirstRent, LargestFirstRent) + 1);
        limits?.Keep(_buffer.Length);
        try
        {
            int read;
            while ((read = await context.Request.Body.ReadAsync(_buffer.AsMemory(_length), end).ConfigureAwait(false)) > 0)
            {
                _length += read;
                if (_length > maxLength)
                    return PostBodyRead.TooLarge;
                if (_length == _buffer.Length)
                    Grow();
            }

            return PostBodyRead.Whole;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidDataException)
        {
            if (end.IsCancellationRequested)
                context.Abort(); // it may send on for ever
            return PostBodyRead.BrokenOff;
        }
    }

    /// <summary>Part of it is kept: the buffer is left to whoever keeps it.</summary>
    public void LeaveBuffer() => _isLeft = true;

    public void Dispose()
    {
        var buffer = _buffer;
        (_buffer, _length) = ([], 0);
        limits?.Keep(-buffer.Length);
        if (buffer.Length > 0 && !_isLeft)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        limits?.Keep(larger.Length - _buffer.Length);
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
