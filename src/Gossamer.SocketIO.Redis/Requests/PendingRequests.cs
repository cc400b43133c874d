using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>What this server asks of others, until all have answered or the time is over.</summary>
internal sealed class PendingRequests<TPending>(RedisAdapterOptions options, TimeProvider time)
    where TPending : class, IPending
{
    private readonly ConcurrentDictionary<string, TPending> _waiting = new(StringComparer.Ordinal);

    /// <param name="make">Makes it of its id.</param>
    /// <returns>Null: there are as many as there may be.</returns>
    public TPending? TryBegin(Func<string, TPending> make)
    {
        if (_waiting.Count >= options.MaxRequests)
            return null;
        var request = make(Ids.New());
        _waiting[request.Id] = request;
        return request;
    }

    /// <summary>Ends when all have answered, or the time is over: the request says who is missing.</summary>
    public async Task WaitAsync(TPending request, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            await request.Done.WaitAsync(timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout, time, cancellation)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the request knows what is missing
        }
        finally
        {
            Forget(request);
        }
    }

    public void Forget(TPending request) => _waiting.TryRemove(request.Id, out _);

    /// <summary>The request of that id; null: it is over.</summary>
    public TPending? Find(string id) => _waiting.GetValueOrDefault(id);
}
