using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>What the clients of other servers are asked, until all have answered or the time is over.</summary>
internal sealed class PendingQuestions(RedisAdapterOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, PendingQuestion> _waiting = new(StringComparer.Ordinal);

    /// <returns>Null: there are as many as there may be.</returns>
    public PendingQuestion? TryBegin(IClientAnswers answers)
    {
        if (_waiting.Count >= options.MaxRequests)
            return null;
        var question = new PendingQuestion(Ids.New(), answers);
        _waiting[question.Id] = question;
        return question;
    }

    public async Task WaitAsync(PendingQuestion question, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            await question.Done.WaitAsync(timeout < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout, time, cancellation)
                .ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // those who were late are told by the count of those who were asked
        }
        finally
        {
            _waiting.TryRemove(question.Id, out _);
        }
    }

    /// <summary>The question of that id; null: it is over.</summary>
    public PendingQuestion? Find(string id) => _waiting.GetValueOrDefault(id);
}
