namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>
/// A question to the clients of other servers. Each server says how many it asks, and then what they answer; how many servers there are may
/// be known later than that.
/// </summary>
internal sealed class PendingQuestion(string id, IClientAnswers answers) : IPending
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _servers = -1;
    private long _counted;
    private long _asked;
    private long _accepted;
    private long _answered;

    public string Id => id;

    public Task Done => _done.Task;

    /// <summary>The servers that did not say whom they asked.</summary>
    public long Missing
    {
        get
        {
            lock (_gate)
                return Math.Max(0, _servers - _counted);
        }
    }

    /// <summary>So many servers are asked.</summary>
    public void Expect(long servers)
    {
        lock (_gate)
            _servers = servers;
        EndIfAll();
    }

    public void OnCount(int clients)
    {
        lock (_gate)
        {
            if (_counted == _servers)
                return; // it came into being meanwhile, or says it twice
            _counted++;
            _asked += clients;
        }

        answers.Asked(clients);
        EndIfAll();
    }

    public void OnAnswer(ReadOnlyMemory<byte> utf8JsonArray, ReadOnlyMemory<byte>[] attachments)
    {
        lock (_gate)
        {
            if (_accepted == _asked)
                return; // of nobody who was asked
            _accepted++;
        }

        answers.Answered(utf8JsonArray, attachments);
        lock (_gate)
            _answered++; // not before: whoever ends it then takes what has been answered
        EndIfAll();
    }

    private void EndIfAll()
    {
        lock (_gate)
        {
            if (_counted < _servers || _servers < 0 || _answered < _asked)
                return;
        }

        _done.TrySetResult();
    }
}
