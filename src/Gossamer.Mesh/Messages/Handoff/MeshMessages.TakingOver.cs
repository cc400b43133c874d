namespace Gossamer.Mesh;

/// <content>
/// Who has taken over a log says so: a server that is cut off from the one that stops hears no goodbye, and whoever has the log now may
/// have answered it before.
/// </content>
internal sealed partial class MeshMessages
{
    /// <summary>A peer is gone, or here in a new life. Called under its lock.</summary>
    private void OnLogLeft(PeerLife life)
    {
        if (!life.TryTakeLeftLog())
            return;
        _takeoverNews.Tell();
        ForEachWatched(0, static (session, _) => session.OnTookOverHere());
    }

    /// <summary>What peers have said of themselves since the last tick, once.</summary>
    private void TickTakeovers()
    {
        _takeoverNews.Tick();
        foreach (var peer in Peers)
            if (Lives.Find(peer)?.TryTakeTookOver() == true)
                ForEachWatched(peer, static (session, peer) => session.OnTookOver(peer));
    }
}
