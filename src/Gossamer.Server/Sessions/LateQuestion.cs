using System.Collections.Concurrent;
using Gossamer.Mesh;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// A client has come because its server was not heard: one that stands still, is cut off, or has died. For a while all servers are asked
/// once more, again and again until each has answered in several rounds: when it is heard again, or has given what it kept to another, what
/// came for the client meanwhile goes to its new session, and nobody keeps a session whose client is here. The same finds copies of a
/// session that is here.
/// </summary>
internal sealed class LateQuestion(
    SessionArrivals arrivals, Ask ask, Func<NodeId, Begin, List<EncodedPacket>, ITold?> take, Func<bool> isWanted,
    ChatSessionOptions options, TimeProvider time)
{
    /// <summary>
    /// A server that is heard again knows its connections' ends a moment later than it answers, and only then has what it kept.
    /// </summary>
    private const int Rounds = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<NodeId, (string Key, Arrival Arrival)> _asked = new();

    /// <summary>A question that has been asked already: who answers it after all is heard.</summary>
    public void AddAsked(NodeId server, string key, Arrival arrival) => _asked[server] = (key, arrival);

    /// <summary>
    /// True when all have answered; false when that took too long, or is not wanted any more, or too many questions are asked already.
    /// </summary>
    public async Task<bool> RunAsync()
    {
        if (!arrivals.TryBeginLate())
            return false;
        try
        {
            return await AskAllAsync();
        }
        finally
        {
            arrivals.EndLate();
        }
    }

    private async Task<bool> AskAllAsync()
    {
        var haveAllAnswered = false;
        var start = time.GetTimestamp();
        var rounds = 0; // one after the other, in which all of these have answered
        HashSet<NodeId> heard = [];
        for (var pause = FirstPause; !haveAllAnswered && time.GetElapsedTime(start) < options.LateAsk; pause = pause < MaxPause ? 2 * pause
            : MaxPause)
        {
            await Task.Delay(pause, time);
            if (!isWanted())
                break; // the client is gone, or elsewhere
            NodeId[] linked = [.. arrivals.Linked()];
            if (!heard.SetEquals(linked))
                (heard, rounds) = ([.. linked], 0);
            if (rounds < Rounds)
                rounds = Array.TrueForAll(await Task.WhenAll(linked.Select(AskAsync)), static isAnswered => isAnswered) ? rounds + 1 : 0;
            haveAllAnswered = rounds == Rounds && AreGone(linked, time.GetElapsedTime(start));
        }

        foreach (var (key, arrival) in _asked.Values)
            if (!arrival.HasBegun)
                arrivals.Close(key, arrival);
        return haveAllAnswered;
    }

    /// <summary>
    /// Whether those that are not linked have nothing any more: they may have been forgotten, but no session waits for longer than the
    /// window.
    /// </summary>
    private bool AreGone(NodeId[] linked, TimeSpan elapsed) => elapsed >= options.Window
        ? !arrivals.IsAnyAwaited(linked) && !_asked.Any(asked => !linked.Contains(asked.Key) && asked.Value.Arrival.IsUnanswered)
        : !arrivals.IsAnyUnasked(linked);

    /// <summary>
    /// Whether the server has said that it has nothing, or given what it had: one session, since others may wait for other clients.
    /// </summary>
    private async Task<bool> AskAsync(NodeId server)
    {
        if (_asked.TryGetValue(server, out var question) && question.Arrival.IsGiven)
            return true;
        // By the same key while it has not answered: it may answer what it was asked before it stood still.
        if (question.Arrival?.IsUnanswered != true)
        {
            if (question.Arrival is not null)
                arrivals.Close(question.Key, question.Arrival);
            if (arrivals.Open(take, limit: options.LateAsk) is not { } opened)
                return false;
            _asked[server] = question = opened;
        }

        await arrivals.AskAsync(question.Key, question.Arrival, ask, [server]);
        if (question.Arrival.IsUnanswered)
            return false;
        if (question.Arrival.IsGiven)
            return true;
        arrivals.Close(question.Key, question.Arrival);
        // Its client is not there but here, which is noticed there in a while; and what began and did not come is to be asked for again.
        return !question.Arrival.IsConnectedThere && !question.Arrival.HasBegun;
    }
}
