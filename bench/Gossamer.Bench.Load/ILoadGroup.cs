namespace Gossamer.Bench.Load;

/// <summary>Clients that send anew what has arrived among them, so that so much and no more is under way, until they are stopped.</summary>
public interface ILoadGroup : IDisposable
{
    /// <summary>Ends, with an exception, only if a server closes a connection.</summary>
    Task Receiving { get; }

    /// <summary>Messages that have arrived so far, each counted once for each receiver.</summary>
    long Delivered { get; }

    /// <summary>All that was sent has arrived.</summary>
    bool IsQuiet { get; }

    ValueTask StartAsync();

    /// <summary>Nothing is sent anew from here on; what is under way still arrives.</summary>
    void Stop();
}
