using System.Buffers;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One WebSocket that one life of a server has opened to another: <c>dialled -> accepted -> opened -> ended</c>, and each end may
/// learn of the end at another time, or never. It carries a bounded number of frames that the other side has not taken.
/// </summary>
internal sealed partial class Connection : ILinkChannel
{
    private readonly World _world;
    private readonly Lane _lane;
    private readonly Dice _dice;
    private readonly Path _there;
    private readonly Path _back;
    private readonly ILinkSender _sender;
    private ILinkListener? _listener;
    private byte[]? _lateFrame;
    private int _untaken;
    private bool _wakePosted;
    private bool _open;
    private bool _diallerEnded;
    private bool _acceptorEnded;

    internal Connection(World world, Server dialler, int to, ulong number, ILinkSender sender)
    {
        (_world, Dialler, _sender) = (world, dialler, sender);
        Link = new(dialler.Slot, to);
        var lane = (((((long)dialler.Slot * World.MaxNodes) + to + 1) << 40) + (long)number) << 2;
        _dice = Dice.For(world.Seed, lane);
        _lane = new(world.Timeline, lane);
        _there = new(world.Weather, Link, new(world.Timeline, lane + 1), _dice);
        _back = new(world.Weather, Link.Back, new(world.Timeline, lane + 2), _dice);
        _there.Send(Reach);
    }

    internal Link Link { get; }

    internal Server Dialler { get; }

    internal Server? Acceptor { get; private set; }

    internal bool IsOver => _diallerEnded && (_acceptorEnded || _listener is null) && _there.IsEmpty && _back.IsEmpty;

    public void Wake()
    {
        if (_wakePosted || _diallerEnded)
            return;
        _wakePosted = true;
        _lane.After(0, () => Dialler.Run(_lane.Id, Pull));
    }

    /// <summary>The dialler ends it; what it has sent arrives first.</summary>
    public void Close(LinkClose reason)
    {
        if (_diallerEnded)
            return;
        _diallerEnded = true;
        _world.Trace.Add("close", Link.From, Link.To, (long)reason.Code);
        _lane.After(0, () => Dialler.Run(_lane.Id, () => _sender.Closed(reason)));
        _there.Send(() => EndAcceptor(reason));
    }

    /// <summary>A cut has healed. An attempt that ran into it may go on or hang until its time is over.</summary>
    internal void Release(Link link)
    {
        if (link != Link)
            _back.Release(atOnce: false);
        else if (Acceptor is null && _dice.Chance(0.5))
            _there.Lose();
        else
            _there.Release(atOnce: false);
    }

    /// <summary>The network is well: what it still holds moves now.</summary>
    internal void ReleaseAtOnce()
    {
        _there.Release(atOnce: true);
        _back.Release(atOnce: true);
    }

    private void Reach()
    {
        Acceptor = _world.Servers[Link.To];
        if (Acceptor is { IsDead: false } acceptor)
            acceptor.Run(_lane.Id, Accept);
        else if (Acceptor is null || !Acceptor.HostIsDead)
            _back.Send(() => EndDialler(new(LinkCloseCode.ConnectFailed)));
    }

    private void Accept()
    {
        _listener = Acceptor!.Node.Accept(new AcceptedEnd(this), Dialler.Id);
        _back.Send(() => Dialler.Run(_lane.Id, Open));
    }

    private void Open()
    {
        if (_diallerEnded)
            return;
        _open = true;
        _sender.Opened();
        Wake();
    }

    private void Pull()
    {
        _wakePosted = false;
        while (_open && !_diallerEnded && _untaken < _world.Setting.Window)
        {
            var frame = new ArrayBufferWriter<byte>();
            var result = _sender.Take(frame);
            if (result == TakeResult.Nothing)
                return;
            Send(frame.WrittenSpan.ToArray());
            if (result == TakeResult.LastFrame)
                Close(new(LinkCloseCode.Goodbye));
        }
    }

    private void Send(byte[] frame)
    {
        var late = _lateFrame;
        _lateFrame = null;
        switch (_world.Weather.FateOf(_dice))
        {
            case FrameFate.Lost:
                break;
            case FrameFate.Late:
                _lateFrame = frame;
                break;
            case FrameFate.Twice:
                Carry(frame);
                Carry(frame);
                break;
            default:
                Carry(frame);
                break;
        }

        if (late is not null)
            Carry(late);
    }

    private void Carry(byte[] frame)
    {
        _world.Storms.Count(Link);
        _untaken++;
        _there.Send(() => Acceptor!.Run(_lane.Id, () => Receive(frame)));
    }

    private void Receive(byte[] frame)
    {
        _untaken--;
        if (_open)
            Wake();
        if (_acceptorEnded || _listener is null)
            return;
        _world.Trace.Add("frame", Link.From, Link.To, frame.Length);
        Acceptor!.Hears(Link.From);
        _listener.Received(frame);
    }
}
