namespace Gossamer.Mesh.Nats;

/// <summary>
/// A link that this server opens:
/// <c>Opening -(Opened)-> Open -(goodbye said, Close, silence or NATS away)-> Ended</c>. It writes what the sender has, each frame in as
/// many pieces as NATS' greatest message asks for, and no more than its window at a time.
/// </summary>
internal sealed class NatsDialedLink(NatsBus bus, NodeId peer, ILinkSender sender) : ILinkChannel, IDisposable
{
    private readonly LinkEnd _end = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Signal _wake = new();
    private readonly LinkWindow _window = new(bus.Options.LinkWindowBytes);
    private readonly OutgoingFrame _frame = new(sender);
    private ulong _number;

    internal Guid Id { get; } = Guid.NewGuid();

    internal NodeId Peer => peer;

    public void Wake() => _wake.Set();

    public void Close(LinkClose reason) => _end.Close(reason);

    public void Dispose() => _end.Dispose();

    internal void OnOpened(LinkTerms terms)
    {
        _window.Limit(terms.Window);
        _opened.TrySetResult();
    }

    internal void OnTaken(ulong upTo, LinkTerms terms)
    {
        _window.Limit(terms.Window);
        _window.Taken(upTo);
    }

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync()
    {
        LinkClose end;
        try
        {
            var terms = new LinkTerms(bus.Options.LinkWindowBytes, bus.Life).Write();
            await bus.SendAsync(peer, LinkMessage.Write(LinkMessageKind.Open, Id, bus.Self, 0, terms), _end.Cancellation).ConfigureAwait(false);
            await _opened.Task.WaitAsync(_end.Cancellation).ConfigureAwait(false);
            sender.Opened();
            end = await SpeakAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (NatsBus.IsAway(e))
        {
            end = new(_opened.Task.IsCompleted ? LinkCloseCode.ConnectionLost : LinkCloseCode.ConnectFailed, e.Message);
        }

        var reason = _end.Reason ?? end;
        bus.Remove(this);
        await bus.TrySendAsync(peer, LinkMessage.WriteClose(Id, bus.Self, reason)).ConfigureAwait(false);
        sender.Closed(reason);
        Dispose();
    }

    private async Task<LinkClose> SpeakAsync()
    {
        while (true)
        {
            var result = _frame.Take();
            if (result == TakeResult.Nothing)
            {
                await _wake.WaitAsync(_end.Cancellation).ConfigureAwait(false);
                continue;
            }

            await SendFrameAsync().ConfigureAwait(false);
            if (result == TakeResult.LastFrame)
                return new(LinkCloseCode.Goodbye);
        }
    }

    private async Task SendFrameAsync()
    {
        var rest = _frame.Memory;
        var most = bus.MaxPieceBytes;
        do
        {
            var size = await _window.TakeAsync(++_number, Math.Min(rest.Length, most), _end.Cancellation).ConfigureAwait(false);
            var piece = rest[..size];
            rest = rest[size..];
            var kind = rest.Length > 0 ? LinkMessageKind.Piece : LinkMessageKind.LastPiece;
            await bus.SendAsync(peer, LinkMessage.Write(kind, Id, bus.Self, _number, piece.Span), _end.Cancellation).ConfigureAwait(false);
        }
        while (rest.Length > 0);
    }
}
