using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>What a server has of NATS, without a mesh above it: it keeps the links that others open, and what is said there.</summary>
internal sealed class BusServer : IAsyncDisposable, ILogger<NatsBus>, ILogger<NatsMembership>
{
    private readonly CancellationTokenSource _end = new();
    private Task _receiving = Task.CompletedTask;

    internal BusServer(string url, string mesh, string id, Action<MeshNatsOptions>? configure = null, TimeProvider? time = null)
    {
        Mesh = new() { Id = new(id), Cluster = mesh };
        var options = new MeshNatsOptions { Url = url };
        configure?.Invoke(options);
        Bus = new(Options.Create(Mesh), Options.Create(options), time ?? TimeProvider.System, this) { Accept = Take };
    }

    internal MeshOptions Mesh { get; }

    internal NatsBus Bus { get; }

    /// <summary>The links that others have opened, in their order.</summary>
    internal ConcurrentQueue<Listener> Links { get; } = new();

    internal ConcurrentQueue<string> Lines { get; } = new();

    /// <summary>What is done with each frame.</summary>
    internal Action<Listener>? OnFrame { get; set; }

    internal bool HasSaid(string what) => Lines.Any(line => line.StartsWith(what, StringComparison.Ordinal));

    internal int Received => Links.Sum(static link => link.Sizes.Count);

    internal void Start() => _receiving = Bus.ReceiveAsync(_end.Token);

    /// <summary>Starts it and waits until it is connected.</summary>
    internal async Task<BusServer> StartAsync()
    {
        Start();
        await Until.Async(() => HasSaid("2400"), "the server to be connected");
        return this;
    }

    internal NatsMembership Membership() => new(Bus, Bus.Time, this);

    /// <summary>What runs it within a server, with a mesh above.</summary>
    internal NatsService Service() =>
        new(Bus, Membership(), new MeshNode(Mesh, new NatsTransport(Bus)), Options.Create(Mesh), Bus.Time, this);

    /// <summary>Opens a link and says frames of those sizes there.</summary>
    internal Speaker Dial(string peer, params IEnumerable<int> sizes)
    {
        var speaker = new Speaker(sizes);
        speaker.Channel = Bus.Dial(new(peer), speaker);
        return speaker;
    }

    private Listener Take(ILinkChannel channel, NodeId? peer)
    {
        var listener = new Listener(channel, this);
        Links.Enqueue(listener);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Bus.DisposeAsync();
        _end.Dispose();
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{id.Id} {level}: {formatter(state, exception)} {exception?.Message}");

    internal sealed class Listener(ILinkChannel channel, BusServer owner) : ILinkListener
    {
        private readonly TaskCompletionSource<LinkClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal ILinkChannel Channel => channel;

        internal ConcurrentQueue<int> Sizes { get; } = new();

        internal Task<LinkClose> Closed => _closed.Task;

        void ILinkListener.Received(ReadOnlySpan<byte> frame)
        {
            Sizes.Enqueue(frame.Length);
            owner.OnFrame?.Invoke(this);
        }

        void ILinkListener.Closed(LinkClose reason) => _closed.SetResult(reason);
    }
}
