using System.Buffers;
using System.Threading.Channels;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// A link that a peer opened: puts frames together from their pieces and hands them to the mesh, in order. NATS may lose messages, while it
/// reconnects or when a server reads too slowly; a number that is missing ends the link, and the mesh sends again over the next one what
/// was not confirmed.
/// </summary>
internal sealed class NatsAcceptedLink : ILinkChannel, IDisposable
{
    private const int TakenEvery = 16;

    private readonly NatsBus _bus;
    private readonly int _maxFrame;
    private readonly LinkEnd _end = new();
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly Channel<Arrived> _arrived;
    private long _waiting;
    private ulong _last;
    private long _untold;

    internal NatsAcceptedLink(NatsBus bus, Guid id, NodeId peer, int maxFrame)
    {
        (_bus, Id, Peer, _maxFrame) = (bus, id, peer, maxFrame);
        _arrived = Channel.CreateUnbounded<Arrived>(new() { SingleReader = true }); // bounded by the window, in bytes
    }

    internal Guid Id { get; }

    internal NodeId Peer { get; }

    /// <summary>Nothing is ever told on this link.</summary>
    public void Wake()
    {
    }

    public void Close(LinkClose reason) => _end.Close(reason);

    public void Dispose() => _end.Dispose();

    /// <summary>A piece has come. A peer that sends more than it may loses the link.</summary>
    internal void Offer(ulong number, bool isLast, ReadOnlySpan<byte> data)
    {
        var size = data.Length + NatsBus.PieceOverhead;
        if (Interlocked.Add(ref _waiting, size) > 2L * _bus.Options.LinkWindowBytes + _bus.MaxPieceBytes)
            Close(new(LinkCloseCode.Malformed, "more is under way than the link's window holds"));
        else
            _arrived.Writer.TryWrite(new(number, isLast, data.ToArray(), null));
    }

    /// <summary>The peer has closed the link: after the pieces that came before.</summary>
    internal void OfferClose(LinkClose reason) => _arrived.Writer.TryWrite(new(0, false, [], reason));

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync(ILinkListener listener)
    {
        LinkClose end;
        try
        {
            await _bus.SendAsync(Peer, LinkMessage.Write(LinkMessageKind.Opened, Id, _bus.Self), _end.Cancellation).ConfigureAwait(false);
            end = await ListenAsync(listener).ConfigureAwait(false);
        }
        catch (Exception e) when (NatsBus.IsAway(e))
        {
            end = new(LinkCloseCode.ConnectionLost, e.Message);
        }

        var reason = _end.Reason ?? end;
        _bus.Remove(this);
        _arrived.Writer.TryComplete();
        listener.Closed(reason);
        await _bus.TrySendAsync(Peer, LinkMessage.WriteClose(Id, _bus.Self, reason)).ConfigureAwait(false);
        Dispose();
    }

    private async Task<LinkClose> ListenAsync(ILinkListener listener)
    {
        while (true)
        {
            var (number, isLast, data, close) = await _arrived.Reader.ReadAsync(_end.Cancellation).ConfigureAwait(false);
            if (close is { } reason)
                return reason;
            Interlocked.Add(ref _waiting, -(data.Length + NatsBus.PieceOverhead));
            if (number != _last + 1)
                return new(LinkCloseCode.ConnectionLost, $"NATS lost {number - _last - 1} messages");
            _last = number;
            if (_frame.WrittenCount + data.Length > _maxFrame)
                return new(LinkCloseCode.FrameTooLarge);
            Take(listener, isLast, data);
            await TellTakenAsync(data.Length).ConfigureAwait(false);
        }
    }

    private void Take(ILinkListener listener, bool isLast, byte[] data)
    {
        if (isLast && _frame.WrittenCount == 0)
        {
            listener.Received(data);
            return;
        }

        _frame.Write(data);
        if (!isLast)
            return;
        listener.Received(_frame.WrittenSpan);
        _frame.ResetWrittenCount();
    }

    /// <summary>A piece, or the peer's close.</summary>
    private readonly record struct Arrived(ulong Number, bool IsLast, byte[] Data, LinkClose? Close);

    /// <summary>Now and then, long before the window is full.</summary>
    private ValueTask TellTakenAsync(int bytes)
    {
        _untold += bytes;
        if (_last % TakenEvery != 0 && _untold < _bus.Options.LinkWindowBytes / 4)
            return default;
        _untold = 0;
        return _bus.SendAsync(Peer, LinkMessage.Write(LinkMessageKind.Taken, Id, _bus.Self, _last), _end.Cancellation);
    }
}
