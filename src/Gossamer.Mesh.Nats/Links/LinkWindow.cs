namespace Gossamer.Mesh.Nats;

/// <summary>How many bytes of a link are under way, and the waiting until they are few enough. One writer.</summary>
internal sealed class LinkWindow(int bytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<(ulong Number, int Bytes)> _sent = new();
    private int _underWay;
    private TaskCompletionSource? _room;

    /// <summary>A piece is about to be sent. Waits while more is under way than the window has room for; one always goes.</summary>
    internal async ValueTask SendAsync(ulong number, int size, CancellationToken ct)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (_underWay == 0 || _underWay + size <= bytes)
                {
                    _sent.Enqueue((number, size));
                    _underWay += size;
                    return;
                }

                room = (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await room.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>The other server has taken all pieces up to that number.</summary>
    internal void Taken(ulong upTo)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            while (_sent.TryPeek(out var oldest) && oldest.Number <= upTo)
                _underWay -= _sent.Dequeue().Bytes;
            (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }
}
