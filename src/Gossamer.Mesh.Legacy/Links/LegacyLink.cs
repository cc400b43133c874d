using System.Buffers;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh.Legacy;

/// <summary>
/// Both links with an old server, as far as the mesh can see. What the mesh tells becomes the old server's events on the connection
/// opened to it; what that server would tell if it were one of ours - who it is, its users, receipts, signs of life - is made up of what
/// is known of it. One loop does both, so that the mesh hears one frame at a time.
/// </summary>
internal sealed class LegacyLink(MeshPeer address, ILinkSender sender, LegacyPeer peer, LegacyTransport transport)
    : ILinkChannel, IDisposable
{
    private const int PieceUsers = 1000;

    private readonly LinkEnd _end = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly ArrayBufferWriter<byte> _frame = new();
    private ILinkListener? _listener;
    private Hello? _hello;
    private ulong _sequence; // of the last message that the old server was given
    private ulong _version; // of its users, as told to the mesh

    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // it is awake already, or over
        }
    }

    public void Close(LinkClose reason) => _end.Close(reason);

    public void Dispose()
    {
        _end.Dispose();
        _wake.Dispose();
    }

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync()
    {
        LinkClose end;
        try
        {
            end = await LiveAsync().ConfigureAwait(false);
        }
        catch (Exception e) // nobody awaits this: whatever was not foreseen ends this link, and the mesh dials anew
        {
            end = new(LinkCloseCode.ConnectionLost, e.Message);
        }

        end = _end.Reason ?? end;
        peer.Unlinked(this);
        _listener?.Closed(end);
        sender.Closed(end);
        Dispose();
    }

    private async Task<LinkClose> LiveAsync()
    {
        LegacySocket socket;
        try
        {
            using var limit = new CancellationTokenSource(transport.Options.ConnectTimeout, transport.Time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Cancellation);
            socket = await LegacySocket.ConnectAsync(address.Address, transport.Time, both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            return new(LinkCloseCode.ConnectFailed, e.GetBaseException().Message);
        }

        using (socket)
        using (transport.Time.CreateTimer(
            static link => ((LegacyLink)link!).Wake(), this, transport.HeartbeatInterval, transport.HeartbeatInterval))
        {
            sender.Opened();
            var reading = ReadAsync(socket);
            var speaking = SpeakAsync(socket);
            var end = await (await Task.WhenAny(reading, speaking).ConfigureAwait(false)).ConfigureAwait(false);
            await _end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, speaking).ConfigureAwait(false);
            return end;
        }
    }

    private async Task<LinkClose> ReadAsync(LegacySocket socket)
    {
        try
        {
            await socket.ReadAsync(_end.Cancellation).ConfigureAwait(false);
            return new(LinkCloseCode.ConnectionLost, "the server has closed it");
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            return new(LinkCloseCode.ConnectionLost, e.Message);
        }
    }

    private async Task<LinkClose> SpeakAsync(LegacySocket socket)
    {
        try
        {
            while (true)
            {
                var result = await ForwardFrameAsync(socket).ConfigureAwait(false);
                if (result == TakeResult.LastFrame)
                    return new(LinkCloseCode.Goodbye);
                if (result == TakeResult.Frame)
                    continue;
                ReportPeer();
                if (!await socket.BeatAsync(_end.Cancellation).ConfigureAwait(false))
                    return new(LinkCloseCode.HeartbeatTimeout);
                await _wake.WaitAsync(_end.Cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            return new(LinkCloseCode.ConnectionLost, e.Message);
        }
    }

    /// <summary>Tells the old server what waits, one frame's worth.</summary>
    private async Task<TakeResult> ForwardFrameAsync(LegacySocket socket)
    {
        _frame.ResetWrittenCount();
        var result = sender.Take(_frame);
        if (result == TakeResult.Nothing || !FrameCodec.TryRead(_frame.WrittenSpan, out var frame))
            return TakeResult.Nothing;
        foreach (var packet in peer.Translate(frame))
            await socket.SendAsync(packet, _end.Cancellation).ConfigureAwait(false);
        if (frame.Hello is { } hello)
            Greet(hello);
        Receive(ReceiptsFor(frame));
        return result;
    }

    private Frame? ReceiptsFor(Frame frame)
    {
        if (frame.Forwards.Count == 0)
            return null;
        var answer = new Frame();
        foreach (var forward in frame.Forwards)
        {
            _sequence = forward.Sequence;
            answer.Receipts.Add(new Wire.Receipt { UpTo = forward.Sequence, Delivered = { (uint)peer.ConnectionsOf(forward.To) } });
        }

        answer.Heartbeat = Heartbeat();
        return answer;
    }

    /// <summary>The old server's side of the beginning: a hello in its name, and its users in pieces.</summary>
    private void Greet(Hello hello)
    {
        _hello = hello;
        _listener = transport.Node.Accept(this, address.Id);
        peer.Linked(this);
        var users = peer.Snapshot();
        Receive(new()
        {
            Hello = new()
            {
                Protocol = hello.Protocol, Cluster = hello.Cluster, Node = address.Id.Value, Target = hello.Node,
                Incarnation = peer.Incarnation.Value, Link = hello.Link,
            },
            Heartbeat = Heartbeat(),
        });
        var index = 0u;
        foreach (var piece in users.Chunk(PieceUsers).DefaultIfEmpty([]))
        {
            var snapshot = new Snapshot { Version = _version, Index = index++, Last = index * PieceUsers >= users.Length };
            foreach (var (user, connections) in piece)
            {
                snapshot.Users.Add(user.Value);
                snapshot.Connections.Add((uint)connections);
            }

            Receive(new() { Snapshot = snapshot });
        }
    }

    /// <summary>Signs of life, and what changed among the old server's users.</summary>
    private void ReportPeer()
    {
        if (_listener is null)
            return;
        foreach (var piece in peer.TakeChanges().Chunk(PieceUsers))
        {
            var changes = new Changes { From = _version, To = ++_version };
            foreach (var (user, connections) in piece)
            {
                changes.Users.Add(user.Value);
                changes.Connections.Add((uint)connections);
            }

            Receive(new() { Changes = changes });
        }

        Receive(new() { Heartbeat = Heartbeat() });
    }

    private Heartbeat Heartbeat() => new()
    {
        HeardIncarnation = _hello!.Incarnation, HeardLink = _hello.Link, HeardSequence = _sequence,
    };

    private void Receive(Frame? frame)
    {
        if (frame is null || _listener is null)
            return;
        var bytes = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, bytes);
        _listener.Received(bytes.WrittenSpan);
    }
}
