namespace Gossamer.Bench.Peers;

/// <summary>Which server of a link speaks on it; each of two dials one.</summary>
internal enum LinkSide
{
    /// <summary>Who dialed it: a <c>ClientWebSocket</c>, each send a system call.</summary>
    Dialing,

    /// <summary>Who accepted it: Kestrel gathers sends in its pipe while another thread is in a system call.</summary>
    Accepting,
}
