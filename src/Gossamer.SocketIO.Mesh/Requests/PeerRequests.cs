using System.Collections.Concurrent;
using Gossamer.Mesh;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>What this server asks of others, until all have answered or the time is over.</summary>
internal sealed class PeerRequests<T>(MeshRoomsOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<ulong, PeerRequest<T>> _waiting = new();
    private ulong _last;

    /// <summary>Null: there are as many as there may be.</summary>
    public PeerRequest<T>? TryBegin(IReadOnlyList<NodeId> peers)
    {
        if (_waiting.Count >= options.MaxRequests)
            return null;
        var request = new PeerRequest<T>(Interlocked.Increment(ref _last), peers);
        _waiting[request.Number] = request;
        return request;
    }

    public async Task<PeerAnswers<T>> WaitAsync(PeerRequest<T> request, CancellationToken cancellation)
    {
        try
        {
            await request.Done.WaitAsync(options.RequestTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the result names who is missing
        }
        finally
        {
            _waiting.TryRemove(request.Number, out _);
        }

        return request.Answers;
    }

    /// <summary>The request of that number; null: it is over.</summary>
    public PeerRequest<T>? Find(ulong number) => _waiting.GetValueOrDefault(number);
}
