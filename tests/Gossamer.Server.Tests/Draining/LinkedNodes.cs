using System.Buffers;
using System.Collections.Concurrent;
using Gossamer.Mesh;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Draining;

/// <summary>Two servers of a mesh, linked by queues that are emptied whenever time moves.</summary>
internal sealed class LinkedNodes : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<Action> _events = new();

    public LinkedNodes(FakeTimeProvider time)
    {
        Time = time;
        (First, Second) = (Create("server-1", "server-2"), Create("server-2", "server-1"));
        First.Start();
        Second.Start();
        Advance(TimeSpan.FromSeconds(1));
        First.Links[0].Outgoing.ShouldBe(LinkState.Up);
    }

    public FakeTimeProvider Time { get; }

    public MeshNode First { get; }

    public MeshNode Second { get; }

    /// <summary>What is sent stays under way.</summary>
    public bool IsCut { get; set; }

    public void Advance(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= Step)
        {
            Time.Advance(left < Step ? left : Step);
            while (!IsCut && _events.TryDequeue(out var next))
                next();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsCut = false;
        var stopping = Task.WhenAll(First.StopAsync(), Second.StopAsync());
        Advance(TimeSpan.FromSeconds(2));
        await stopping;
    }

    private MeshNode Create(string id, string peer)
    {
        var options = new MeshOptions { Id = new(id), Peers = { new(new(peer), new Uri($"http://{peer}.example")) } };
        return new MeshNode(options, new Transport(this, id), Time);
    }

    private sealed class Transport(LinkedNodes all, string from) : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => new Link(all, new(from), sender);
    }

    private sealed class Link : ILinkChannel
    {
        private readonly LinkedNodes _all;
        private readonly ILinkSender _sender;
        private ILinkListener? _listener;
        private bool _isClosed;

        public Link(LinkedNodes all, NodeId from, ILinkSender sender)
        {
            (_all, _sender) = (all, sender);
            all._events.Enqueue(() =>
            {
                _listener = (from == all.First.Id ? all.Second : all.First).Accept(new Accepted(this), from);
                sender.Opened();
                Take();
            });
        }

        public void Wake() => _all._events.Enqueue(Take);

        public void Close(LinkClose reason) => _all._events.Enqueue(() =>
        {
            if (_isClosed)
                return;
            _isClosed = true;
            _sender.Closed(reason);
            _listener?.Closed(reason);
        });

        private void Take()
        {
            while (!_isClosed && _listener is { } listener)
            {
                var frame = new ArrayBufferWriter<byte>();
                var result = _sender.Take(frame);
                if (result == TakeResult.Nothing)
                    return;
                listener.Received(frame.WrittenSpan);
                if (result == TakeResult.LastFrame)
                    Close(new(LinkCloseCode.Goodbye));
            }
        }

        private sealed class Accepted(Link link) : ILinkChannel
        {
            public void Wake()
            {
            }

            public void Close(LinkClose reason) => link.Close(reason);
        }
    }
}
