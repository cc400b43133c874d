using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// A client has come because its server was not heard: one that stands still, is cut off, or has died. For a while all servers are asked once more,
/// again and again until each has answered in the same round: when it is heard again, or has given what it kept to another, what came for the client
/// meanwhile goes to its new session, and nobody keeps a session whose client is here.
/// </summary>
internal sealed class LateQuestion(
    SessionArrivals arrivals, MeshNode node, Ask ask, Func<NodeId, Begin, List<EncodedPacket>, ITold?> take, Func<bool> isWanted,
    ChatSessionOptions options, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<NodeId, (string Key, Arrival Arrival)> _asked = new();

    /// <summary>A question that has been asked already: who answers it after all is heard.</summary>
    public void AddAsked(NodeId server, string key, Arrival arrival) => _asked[server] = (key, arrival);

    public async Task RunAsync()
    {
        if (!arrivals.TryBeginLate())
            return;
        try
        {
            await AskAllAsync();
        }
        finally
        {
            arrivals.EndLate();
        }
    }

    private async Task AskAllAsync()
    {
        var start = time.GetTimestamp();
        for (var pause = FirstPause; time.GetElapsedTime(start) < options.LateAsk; pause = pause < MaxPause ? 2 * pause : MaxPause)
        {
            await Task.Delay(pause, time);
            if (!isWanted())
                break; // the client is gone, or elsewhere
            var answers = await Task.WhenAll(node.Links.Where(link => !arrivals.IsOld(link.Peer)).Select(AskAsync));
            if (Array.TrueForAll(answers, static isAnswered => isAnswered))
                break;
        }

        foreach (var (key, arrival) in _asked.Values)
            if (!arrival.HasBegun)
                arrivals.Close(key, arrival);
    }

    /// <summary>Whether the server has said that it has nothing, or given what it had.</summary>
    private async Task<bool> AskAsync(LinkStatus link)
    {
        if (link.Outgoing != LinkState.Up)
            return link.Incarnation == Incarnation.None && link.Incoming == LinkState.Down && !IsAwaited(link.Peer);
        // By the same key while it has not answered: it may answer what it was asked before it stood still.
        if (!_asked.TryGetValue(link.Peer, out var question) || !question.Arrival.IsUnanswered)
        {
            if (arrivals.Open(take, limit: options.LateAsk) is not { } opened)
                return false;
            _asked[link.Peer] = question = opened;
        }

        await arrivals.AskAsync(question.Key, question.Arrival, ask, [link.Peer]);
        if (question.Arrival.IsUnanswered)
            return false;
        if (!question.Arrival.HasBegun)
            arrivals.Close(question.Key, question.Arrival);
        return true;
    }

    private bool IsAwaited(NodeId server) => _asked.TryGetValue(server, out var question) && question.Arrival.IsUnanswered;
}
