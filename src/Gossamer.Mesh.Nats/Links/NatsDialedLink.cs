namespace Gossamer.Mesh.Nats;

/// <summary>
/// A link that this server opens:
/// <c>Opening -(Opened)-> Open -(goodbye said, Close, silence or NATS away)-> Ended</c>. It writes what the sender has, each frame in as
/// many pieces as NATS' greatest message asks for, and no more than its window at a time.
/// </summary>
internal sealed class NatsDialedLink(NatsBus bus, NodeId peer, ILinkSender sender) : ILinkChannel, IDisposable
{
    private static readonly TimeSpan OpenAgainAfter = TimeSpan.FromMilliseconds(500);

    private readonly LinkEnd _end = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Signal _wake = new();
    private readonly LinkWindow _window = new(bus.Options.LinkWindowBytes);
    private readonly OutgoingFrame _frame = new(sender);
    private ulong _number;
    private ulong _taker; // the life of the server that took the link; 0: of a version that does not say

    internal Guid Id { get; } = Guid.NewGuid();

    internal NodeId Peer => peer;

    public void Wake() => _wake.Set();

    public void Close(LinkClose reason) => _end.Close(reason);

    public void Dispose() => _end.Dispose();

    /// <summary>A server has taken the link. When two share an id both do: the first one counts.</summary>
    internal void OnOpened(LinkTerms terms)
    {
        if (!_opened.Task.IsCompleted)
            _taker = terms.Life;
        if (!IsTaker(terms.Life))
            return;
        _window.Limit(terms.Window);
        _opened.TrySetResult();
    }

    internal void OnTaken(ulong upTo, LinkTerms terms)
    {
        if (!IsTaker(terms.Life))
            return;
        _window.Limit(terms.Window);
        _window.Taken(upTo);
    }

    internal void OnClose(ulong life, LinkClose reason)
    {
        if (IsTaker(life))
            Close(reason);
    }

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync()
    {
        var end = await bus.LiveAsync(peer, LinkCloseCode.ConnectFailed, async () =>
        {
            await OpenAsync().ConfigureAwait(false);
            sender.Opened();
            return await SpeakAsync().ConfigureAwait(false);
        }).ConfigureAwait(false);
        if (end.Code == LinkCloseCode.ConnectFailed && _opened.Task.IsCompleted)
            end = end with { Code = LinkCloseCode.ConnectionLost };
        var reason = _end.Reason ?? end;
        bus.Remove(this);
        await bus.TrySendAsync(peer, LinkMessage.WriteClose(Id, bus.Self, bus.Life, reason)).ConfigureAwait(false);
        bus.Tell(peer, () => sender.Closed(reason));
        Dispose();
    }

    /// <summary>Whether a life is the one that took the link, as far as both are known. Before one has, all are.</summary>
    private bool IsTaker(ulong life) => life == 0 || _taker == 0 || life == _taker;

    /// <summary>Until it is answered: NATS drops what nobody listens for, such as a server that comes back a little later.</summary>
    private async Task OpenAsync()
    {
        var terms = new LinkTerms(bus.Options.LinkWindowBytes, bus.Life).Write();
        var open = LinkMessage.Write(LinkMessageKind.Open, Id, bus.Self, 0, terms);
        while (!_opened.Task.IsCompleted)
        {
            await bus.SendAsync(peer, open, _end.Cancellation).ConfigureAwait(false);
            await _opened.Task.WaitAsync(OpenAgainAfter, bus.Time, _end.Cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Cancellation.ThrowIfCancellationRequested();
        }
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
