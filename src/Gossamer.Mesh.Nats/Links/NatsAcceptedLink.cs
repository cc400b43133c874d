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
    private const int KeptFrameBytes = 1024 * 1024;

    private readonly NatsBus _bus;
    private readonly int _openerWindow;
    private readonly int _maxFrame;
    private readonly LinkEnd _end = new();
    private readonly Channel<Arrived> _arrived;
    private ArrayBufferWriter<byte> _frame = new();
    private long _waiting;
    private ulong _last;
    private long _untold;
    private int _told; // the window that the opener was told last
    private int _openedDue;

    /// <param name="bus">What it speaks over.</param>
    /// <param name="id">Its number.</param>
    /// <param name="peer">Who opened it.</param>
    /// <param name="openerWindow">The opener's window; 0: a server of a version that does not say.</param>
    /// <param name="maxFrame">How large a frame may be.</param>
    internal NatsAcceptedLink(NatsBus bus, Guid id, NodeId peer, int openerWindow, int maxFrame)
    {
        (_bus, Id, Peer, _maxFrame) = (bus, id, peer, maxFrame);
        _openerWindow = openerWindow == 0 ? LinkWindow.Least : openerWindow;
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
        var most = (2L * _bus.Options.LinkWindowBytes) + _bus.MaxPieceBytes; // of the greatest window that it may have been told
        if (Interlocked.Add(ref _waiting, data.Length + LinkWindow.PieceOverhead) > most)
            Close(new(LinkCloseCode.Malformed, "more is under way than the link's window holds"));
        else
            _arrived.Writer.TryWrite(new(number, isLast, data.ToArray(), null));
    }

    /// <summary>The peer has closed the link: after the pieces that came before.</summary>
    internal void OfferClose(LinkClose reason) => _arrived.Writer.TryWrite(new(0, false, [], reason));

    /// <summary>The peer does not know yet that the link is open, or not how much may be under way now.</summary>
    internal void SayOpened()
    {
        if (Interlocked.Exchange(ref _openedDue, 1) == 0)
            _arrived.Writer.TryWrite(new(0, false, null, null));
    }

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync(Func<ILinkChannel, NodeId?, ILinkListener> accept)
    {
        ILinkListener? listener = null;
        var end = await _bus.LiveAsync(Peer, LinkCloseCode.ConnectionLost, () =>
        {
            SayOpened();
            return ListenAsync(listener = accept(this, Peer));
        }).ConfigureAwait(false);
        var reason = _end.Reason ?? end;
        _bus.Remove(this);
        _arrived.Writer.TryComplete();
        _bus.Tell(Peer, () => listener?.Closed(reason));
        await _bus.TrySendAsync(Peer, LinkMessage.WriteClose(Id, _bus.Self, _bus.Life, reason)).ConfigureAwait(false);
        Dispose();
    }

    private async Task<LinkClose> ListenAsync(ILinkListener listener)
    {
        while (true)
        {
            var (number, isLast, data, close) = await _arrived.Reader.ReadAsync(_end.Cancellation).ConfigureAwait(false);
            if (close is { } reason)
                return reason;
            if (data is null)
                await TellOpenedAsync().ConfigureAwait(false);
            else if (Check(number, data) is { } fault)
                return fault;
            else
                await TakeAsync(listener, isLast, data).ConfigureAwait(false);
        }
    }

    private LinkClose? Check(ulong number, byte[] data)
    {
        Interlocked.Add(ref _waiting, -(data.Length + LinkWindow.PieceOverhead));
        if (number != _last + 1)
            return new(LinkCloseCode.ConnectionLost, $"NATS lost what is between {_last} and {number}");
        _last = number;
        return _frame.WrittenCount + data.Length > _maxFrame ? new(LinkCloseCode.FrameTooLarge) : null;
    }

    private ValueTask TakeAsync(ILinkListener listener, bool isLast, byte[] data)
    {
        Take(listener, isLast, data);
        _untold += data.Length + LinkWindow.PieceOverhead;
        return _untold < LinkWindow.TellFrom(Math.Min(_told, _openerWindow)) ? default : TellAsync(LinkMessageKind.Taken, _last);
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
        if (_frame.Capacity > KeptFrameBytes)
            _frame = new();
        _frame.ResetWrittenCount();
    }

    private ValueTask TellOpenedAsync()
    {
        Volatile.Write(ref _openedDue, 0);
        return TellAsync(LinkMessageKind.Opened, 0);
    }

    private ValueTask TellAsync(LinkMessageKind kind, ulong number)
    {
        if (kind == LinkMessageKind.Taken)
            _untold = 0;
        _told = _bus.Window;
        var message = LinkMessage.Write(kind, Id, _bus.Self, number, new LinkTerms(_told, _bus.Life).Write());
        return _bus.SendAsync(Peer, message, _end.Cancellation);
    }

    /// <summary>A piece; or the peer's close; or, without either, what asks for Opened.</summary>
    private readonly record struct Arrived(ulong Number, bool IsLast, byte[]? Data, LinkClose? Close);
}
