namespace Gossamer.Mesh;

/// <content>How a server stops: it hands off what it keeps, says goodbye, ends.</content>
public sealed partial class MeshNode
{
    /// <summary>
    /// Leaves what is kept for clients that may come back, and the sessions of those that are away, to another server, and ends the
    /// sessions here. To be called before <see cref="StopAsync"/>, when no client is connected any more; messages that come meanwhile are
    /// kept, and count as delivered to nobody. Done at once when no peer is linked or was heard within the session window.
    /// </summary>
    /// <param name="ct">Ends the waiting for a peer that takes it.</param>
    /// <returns>Whether a server has taken all.</returns>
    public async Task<bool> HandOffAsync(CancellationToken ct)
    {
        if (!_messages.HasSuccessor)
            return false;
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _messages.BeginHandoff(left.SetResult);
        await left.Task.WaitAsync(ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return left.Task.IsCompletedSuccessfully;
    }

    /// <summary>
    /// Says goodbye on all links once what waits there is said, for <see cref="MeshOptions.GoodbyeTimeout"/> at most, and ends
    /// them. The users of this server leave the other servers' lists at once.
    /// </summary>
    /// <param name="ct">Cuts the goodbye short.</param>
    public async Task StopAsync(CancellationToken ct = default)
    {
        if (!BeginStop())
            return;

        try
        {
            await Task.WhenAll(_context.Peers.All.Select(p => p.Outgoing.Stopped))
                .WaitAsync(_context.Options.GoodbyeTimeout, _context.Time, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _context.Log.GoodbyeCutShort(Id);
        }

        EndStop();
    }

    /// <summary>Stops, if that has not been done.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>
    /// Begins to say goodbye. Apart from the rest of <see cref="StopAsync"/> for those who have one thread and cannot wait.
    /// </summary>
    /// <returns>Whether that had not been done yet.</returns>
    internal bool BeginStop()
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return false;
        using (_membership.EnterScope())
            foreach (var peer in _context.Peers.All)
                peer.Outgoing.Stop();
        return true;
    }

    /// <summary>Ends what is left.</summary>
    internal void EndStop()
    {
        _timer?.Dispose();
        _incoming.Stop();
        foreach (var peer in _context.Peers.All)
            peer.Stop();
        foreach (var peer in _context.Peers.All)
            peer.Outgoing.Dispose();
        _context.Metrics.Dispose();
        _context.Log.Stopped(Id);
    }
}
