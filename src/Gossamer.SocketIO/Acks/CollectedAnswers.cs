namespace Gossamer.SocketIO.Acks;

/// <summary>Collects the answers of all receivers of a broadcast.</summary>
internal sealed class CollectedAnswers<T>(AnswerFormat<T> format) : IClientAnswers
{
    private readonly Lock _gate = new();
    private readonly List<T?> _values = [];
    private int _asked;
    private bool _isOver;

    public void Asked(int clients)
    {
        lock (_gate)
            _asked += clients;
    }

    public void Answered(ReadOnlyMemory<byte> utf8JsonArray, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        var answer = format.Read(utf8JsonArray, attachments as ReadOnlyMemory<byte>[] ?? [.. attachments]);
        if (!answer.IsAnswered)
            return;
        lock (_gate)
        {
            if (!_isOver)
                _values.Add(answer.Value);
        }
    }

    /// <summary>What has come by now; what comes later is dropped.</summary>
    /// <param name="missing">The servers that did not say whom they asked.</param>
    public AckResults<T> End(IReadOnlyList<string> missing)
    {
        lock (_gate)
        {
            _isOver = true;
            return new AckResults<T>([.. _values], _asked) { Missing = missing };
        }
    }
}
