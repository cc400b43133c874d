using NATS.Client.Core;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>Tests before a real nats-server: each has a mesh of its own there.</summary>
public abstract class NatsTests(NatsServer nats) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _used = [];

    private protected string Mesh { get; } = Guid.NewGuid().ToString();

    private protected NatsServer Nats => nats;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var used in Enumerable.Reverse(_used))
            await used.DisposeAsync();
    }

    private protected BusServer Server(string id, Action<MeshNatsOptions>? configure = null, TimeProvider? time = null) =>
        Use(new BusServer(nats.Url, Mesh, id, configure, time));

    private protected NatsConnection Client() => Use(new NatsConnection(new() { Url = nats.Url }));

    private protected T Use<T>(T what) where T : IAsyncDisposable
    {
        _used.Add(what);
        return what;
    }
}
