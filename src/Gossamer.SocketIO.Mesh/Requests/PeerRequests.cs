using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>What this server asks of others, until all have answered or the time is over.</summary>
/// <param name="bound">How many at once.</param>
/// <param name="time">What counts the time.</param>
internal sealed class PeerRequests<TRequest>(int bound, TimeProvider time)
    where TRequest : class, IPeerRequest
{
    private readonly ConcurrentDictionary<ulong, TRequest> _waiting = new();
    private ulong _last;

    /// <param name="make">Makes it of its number.</param>
    /// <returns>Null: there are as many as there may be.</returns>
    public TRequest? TryBegin(Func<ulong, TRequest> make)
    {
        if (_waiting.Count >= bound)
            return null;
        var request = make(Interlocked.Increment(ref _last));
        _waiting[request.Number] = request;
        return request;
    }

    /// <summary>Ends when all have answered, or the time is over: the request says who is missing.</summary>
    public async Task WaitAsync(TRequest request, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            await request.Done.WaitAsync(timeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the request knows who is missing
        }
        finally
        {
            _waiting.TryRemove(request.Number, out _);
        }
    }

    /// <summary>The request of that number; null: it is over.</summary>
    public TRequest? Find(ulong number) => _waiting.GetValueOrDefault(number);
}
