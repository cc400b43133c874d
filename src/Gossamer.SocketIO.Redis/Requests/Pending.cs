namespace Gossamer.SocketIO.Redis.Requests;

/// <summary>One request to other servers, each of which answers once. Who they are is not known, only how many.</summary>
internal sealed class Pending<T>(string id, long servers) : IPending
{
    private readonly Lock _gate = new();
    private readonly List<T> _values = [];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _answers;

    public string Id => id;

    public Task Done => _done.Task;

    /// <summary>What has come by now.</summary>
    public Answers<T> Answers
    {
        get
        {
            lock (_gate)
                return new([.. _values], servers - _answers);
        }
    }

    /// <summary>A server's answer.</summary>
    /// <returns>False: all have answered.</returns>
    public bool OnAnswer(IEnumerable<T> values)
    {
        lock (_gate)
        {
            if (_answers == servers)
                return false;
            _values.AddRange(values);
            if (++_answers < servers)
                return true;
        }

        _done.TrySetResult();
        return true;
    }
}
