namespace Gossamer.Mesh.Simulation;

internal sealed partial class Connection
{
    private static readonly LinkClose Lost = new(LinkCloseCode.ConnectionLost);

    /// <summary>The connection breaks. Who notices, and when, is another matter: the heartbeat timeout tells the others.</summary>
    internal void Break(bool diallerNotices, bool acceptorNotices)
    {
        _world.Trace.Add("break", Link.From, Link.To, (diallerNotices ? 1 : 0) + (acceptorNotices ? 2 : 0));
        _there.Break();
        _back.Break();
        if (diallerNotices)
            _lane.After(NoticeDelay(), () => EndDialler(Lost));
        if (acceptorNotices)
            _lane.After(NoticeDelay(), () => EndAcceptor(Lost));
    }

    // Mostly at once, sometimes when TCP's own patience is at its end.
    private long NoticeDelay() =>
        _dice.Chance(0.8) ? _world.Weather.Latency(_dice) : _dice.Seconds(0, 12).Ticks;

    private void EndDialler(LinkClose reason) => Dialler.Run(_lane.Id, () =>
    {
        if (_diallerEnded)
            return;
        _diallerEnded = true;
        _world.Trace.Add("lost", Link.From, Link.To, (long)reason.Code);
        _sender.Closed(reason);
    });

    private void EndAcceptor(LinkClose reason) => Acceptor?.Run(_lane.Id, () =>
    {
        if (_acceptorEnded || _listener is null)
            return;
        _acceptorEnded = true;
        _world.Trace.Add("ended", Link.To, Link.From, (long)reason.Code);
        _listener.Closed(reason);
    });

    private void CloseAcceptor(LinkClose reason)
    {
        if (_acceptorEnded)
            return;
        _acceptorEnded = true;
        _world.Trace.Add("refuse", Link.To, Link.From, (long)reason.Code);
        _lane.After(0, () => Acceptor!.Run(_lane.Id, () => _listener!.Closed(reason)));
        _back.Send(() => EndDialler(reason));
    }

    private sealed class AcceptedEnd(Connection connection) : ILinkChannel
    {
        public void Wake()
        {
        }

        public void Close(LinkClose reason) => connection.CloseAcceptor(reason);
    }
}
