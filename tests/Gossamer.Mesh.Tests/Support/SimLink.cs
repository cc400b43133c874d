using System.Buffers;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh.Tests;

/// <summary>One link: the dialler's channel; frames under way; the acceptor's channel.</summary>
internal sealed class SimLink : ILinkChannel
{
    private readonly SimNetwork _network;
    private readonly ILinkSender _sender;
    private readonly Queue<Action> _underWay = [];
    private ILinkListener? _listener;
    private bool _wakePosted;
    private bool _dead;

    internal SimLink(SimNetwork network, NodeId from, NodeId to, ILinkSender sender)
    {
        (_network, From, To, _sender) = (network, from, to, sender);
        network.Add(this);
        network.Post(Connect);
    }

    internal NodeId From { get; }

    internal NodeId To { get; }

    public void Wake()
    {
        if (_wakePosted)
            return;
        _wakePosted = true;
        _network.Post(Pull);
    }

    /// <summary>The dialler ends it: what is under way arrives first.</summary>
    public void Close(LinkClose reason)
    {
        if (_dead)
            return;
        _network.Post(() => _sender.Closed(reason));
        Send(() => End(() => _listener?.Closed(reason)));
    }

    internal void Break(bool silently)
    {
        if (_dead)
            return;
        End(() =>
        {
            if (silently)
                return;
            var lost = new LinkClose(LinkCloseCode.ConnectionLost, "cut by the test");
            if (_network.Running.ContainsKey(From))
                _sender.Closed(lost);
            if (_network.Running.ContainsKey(To))
                _listener?.Closed(lost);
        });
    }

    internal void BreakAtListener() => End(() => _listener?.Closed(new(LinkCloseCode.ConnectionLost, "cut by the test")));

    internal void Flush()
    {
        if (_listener is null && !_dead)
            _network.Post(Connect);
        while (!_network.IsCut(From, To) && _underWay.TryDequeue(out var arrive))
            _network.Post(arrive);
    }

    private void Connect()
    {
        if (_dead || _listener is not null || _network.IsCut(From, To) || _network.IsCut(To, From))
            return; // no answer: the mesh gives up after its own time
        if (!_network.Running.TryGetValue(To, out var target))
        {
            End(() => _sender.Closed(new(LinkCloseCode.ConnectFailed, "nobody listens")));
            return;
        }

        _listener = target.Node.Accept(new AcceptedEnd(this), From);
        if (_dead)
            return;
        _sender.Opened();
        Wake();
    }

    private void Pull()
    {
        _wakePosted = false;
        while (!_dead && _network.Running.ContainsKey(From))
        {
            var frame = new ArrayBufferWriter<byte>();
            var result = _sender.Take(frame);
            if (result == TakeResult.Nothing)
                return;
            var bytes = frame.WrittenSpan.ToArray();
            Send(() => Arrive(bytes));
            if (result == TakeResult.LastFrame)
                Close(new(LinkCloseCode.Goodbye));
        }
    }

    private void Arrive(byte[] frame)
    {
        if (_dead || !_network.Running.ContainsKey(To))
            return;
        _network.FramesDelivered++;
        if (_network.Seen is { } seen && FrameCodec.TryRead(frame, out var read))
            seen(From, read);
        _listener?.Received(frame);
    }

    private void Send(Action arrive)
    {
        if (_network.IsCut(From, To) || _underWay.Count > 0)
            _underWay.Enqueue(arrive);
        else
            _network.Post(arrive);
    }

    private void End(Action then)
    {
        if (_dead)
            return;
        _dead = true;
        _network.Remove(this);
        then();
    }

    private sealed class AcceptedEnd(SimLink link) : ILinkChannel
    {
        public void Wake()
        {
        }

        public void Close(LinkClose reason) => link._network.Post(() => link.End(() =>
        {
            if (!link._network.IsCut(link.To, link.From) && link._network.Running.ContainsKey(link.From))
                link._sender.Closed(reason);
        }));
    }
}
