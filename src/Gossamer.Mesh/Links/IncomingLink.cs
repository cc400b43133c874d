using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>A link that another server opened: nobody's until its hello, that peer's afterwards.</summary>
internal sealed class IncomingLink(MeshContext context, IncomingLinks links, ILinkChannel channel, NodeId? claimed, long id) : ILinkListener
{
    private Peer? _peer;
    private int _ended;

    /// <summary>The number under which this server accepted it.</summary>
    internal long Id => id;

    /// <summary>Whose it is, as the transport vouches; null: it does not.</summary>
    internal NodeId? Claimed => claimed;

    internal long LastHeard { get; set; } = context.Time.GetTimestamp();

    internal Incarnation Incarnation { get; private set; }

    internal ulong Number { get; private set; }

    /// <summary>The last number that the peer had given to a message as it said hello.</summary>
    internal ulong LastNumber { get; private set; }

    /// <summary>The version of the protocol that is spoken on it; 0 before the hello.</summary>
    internal uint Protocol { get; private set; }

    /// <summary>What the life of the peer is known by besides; empty: servers of a version that has none.</summary>
    internal ReadOnlyMemory<byte> LifeKey { get; private set; }

    /// <summary>Whether the peer's last heartbeat was meant for this life of this server.</summary>
    internal bool IsForThisLife { get; set; }

    public void Received(ReadOnlySpan<byte> bytes)
    {
        if (Volatile.Read(ref _ended) != 0)
            return;
        if (bytes.Length > context.Options.MaxFrameBytes)
            End(new(LinkCloseCode.FrameTooLarge, $"{bytes.Length} bytes"));
        else if (!ArrivedFrame.TryRead(bytes, out var frame))
            End(new(LinkCloseCode.Malformed, "not a frame"));
        else if (_peer is not null || Greet(frame.Other))
            Process(frame, bytes.Length);
    }

    public void Closed(LinkClose reason)
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            Leave(reason);
    }

    /// <summary>Ends the link from this side.</summary>
    internal void End(LinkClose reason)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
            return;
        channel.Close(reason);
        Leave(reason);
    }

    private void Process(in ArrivedFrame frame, int bytes)
    {
        _peer!.Count(bytes);
        _peer.Process(this, frame);
    }

    private bool Greet(Frame frame)
    {
        if (frame.Hello is not { } hello)
            return Refuse("?", new(LinkCloseCode.HelloExpected));
        var peer = links.PeerOf(new(hello.Node));
        if (HelloRules.Refusal(hello, context.Options, peer, claimed) is { } refusal)
            return Refuse(hello.Node, refusal);

        (Incarnation, Number, LastNumber, LifeKey) = (new(hello.Incarnation), hello.Link, hello.LastNumber, hello.LifeKey.Memory);
        Protocol = ProtocolRange.Of(hello).SharedWith(context.Options.Protocols)!.Value; // by the rules there is one
        _peer = peer!;
        if (_peer.Greet(this) is { } unwelcome)
            return Refuse(hello.Node, unwelcome);
        links.Greeted(this);
        if (Volatile.Read(ref _ended) == 0)
            return true;
        _peer.Lost(this, new(LinkCloseCode.HeartbeatTimeout, "no hello")); // it was given up just before, when it was nobody's
        return false;
    }

    private bool Refuse(string node, LinkClose reason)
    {
        context.Log.LinkRefused(node, reason);
        End(reason);
        return false;
    }

    private void Leave(LinkClose reason)
    {
        links.Greeted(this);
        _peer?.Lost(this, reason);
    }
}
