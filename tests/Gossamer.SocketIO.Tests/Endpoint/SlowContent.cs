using System.Net;
using System.Text;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>A body whose head is sent at once and whose rest when the test says so.</summary>
internal sealed class SlowContent(string body) : HttpContent
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Started => _started.Task;

    public void Finish() => _finish.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await stream.WriteAsync(bytes.AsMemory(0, 1));
        await stream.FlushAsync();
        _started.TrySetResult();
        await _finish.Task;
        await stream.WriteAsync(bytes.AsMemory(1));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
