using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>What this server asks of others, until all have answered or the time is over.</summary>
internal sealed class PendingRequests<T>(RedisAdapterOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Pending<T>> _waiting = new(StringComparer.Ordinal);

    /// <param name="servers">How many are to answer.</param>
    /// <returns>Null: there are as many as there may be.</returns>
    public Pending<T>? TryBegin(long servers)
    {
        if (_waiting.Count >= options.MaxRequests)
            return null;
        var request = new Pending<T>(Ids.New(), servers);
        _waiting[request.Id] = request;
        return request;
    }

    public async Task<Answers<T>> WaitAsync(Pending<T> request, CancellationToken cancellation)
    {
        try
        {
            await request.Done.WaitAsync(options.RequestTimeout, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the result says how many are missing
        }
        finally
        {
            Forget(request);
        }

        return request.Answers;
    }

    public void Forget(Pending<T> request) => _waiting.TryRemove(request.Id, out _);

    /// <summary>The request of that id; null: it is over.</summary>
    public Pending<T>? Find(string id) => _waiting.GetValueOrDefault(id);
}
