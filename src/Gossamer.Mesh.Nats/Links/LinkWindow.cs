using System.Numerics;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// How much of a link is under way, and the waiting until it is little enough; it cuts the pieces. The other server says what it has taken
/// once that is a quarter of the window, and no piece costs more than another quarter: so who waits has more under way than what is taken
/// and not told, and will hear of it. One writer.
/// </summary>
internal sealed class LinkWindow
{
    /// <summary>The least that a window may be.</summary>
    internal const int Least = 64 * 1024;

    /// <summary>The greatest that a window may be.</summary>
    internal const int Most = 1024 * 1024 * 1024;

    /// <summary>What a piece that waits costs beside its bytes; counted at both ends.</summary>
    internal const int PieceOverhead = 64;

    private const int Together = 32 * 1024 * 1024; // half of what NATS lets wait for one client, by its defaults, before it cuts it off

    private readonly Lock _gate = new();
    private readonly Queue<(ulong Number, int Cost)> _sent = new();
    private readonly int _own;
    private int _bytes;
    private int _underWay;
    private TaskCompletionSource? _room;

    internal LinkWindow(int own) => (_own, _bytes) = (own, own);

    /// <summary>From how much on the other server says what it has taken, in a window of so many bytes.</summary>
    internal static int TellFrom(int window) => window / 4;

    /// <summary>How much of each of so many links to one server may be under way: shared out in steps of two, told seldom.</summary>
    internal static int ShareOf(int links, int most) =>
        Math.Min(most, Math.Max(Least, (int)(Together / BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, links)))));

    /// <summary>A piece is about to be sent. Waits while more is under way than the window has room for.</summary>
    /// <returns>How much of it may go, at least a byte of what has any.</returns>
    internal async ValueTask<int> TakeAsync(ulong number, int wanted, CancellationToken ct)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                var cost = Math.Min(wanted + PieceOverhead, _bytes / 4);
                if (_underWay + cost <= _bytes)
                {
                    _sent.Enqueue((number, cost));
                    _underWay += cost;
                    return cost - PieceOverhead;
                }

                room = (_room ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await room.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    /// <summary>The other server has taken all pieces up to that number.</summary>
    internal void Taken(ulong upTo)
    {
        lock (_gate)
            while (_sent.TryPeek(out var oldest) && oldest.Number <= upTo)
                _underWay -= _sent.Dequeue().Cost;
        LookAgain();
    }

    /// <summary>The other server says how much may be under way; no more than this one's own measure. 0: it does not say.</summary>
    internal void Limit(int told)
    {
        if (told == 0)
            return;
        lock (_gate)
            _bytes = Math.Min(_own, told);
        LookAgain();
    }

    private void LookAgain()
    {
        TaskCompletionSource? room;
        lock (_gate)
            (room, _room) = (_room, null);
        room?.TrySetResult();
    }
}
