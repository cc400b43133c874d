using System.Diagnostics.CodeAnalysis;
using Gossamer.Mesh;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Requests;

/// <summary>
/// What the clients of this server answer to another one's question, on its way there: in pieces, one confirmed before the next goes, each
/// with all that has come meanwhile.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of the token has no timer and no wait handle.")]
internal sealed class ClientsAnswer(
    MeshNode node, NodeId asker, string ns, ulong request, int maxMessageBytes, AnswerBudget budget) : IClientAnswers
{
    /// <summary>So much of a message is left for what is around the answers.</summary>
    private const int Overhead = 1024;

    /// <summary>An answer's own fields, in bytes, and about what it takes of memory beside its bytes.</summary>
    private const int AnswerOverhead = 64;

    /// <summary>What waits, in messages of the largest size; what more comes is lost, and is missing where answers are counted.</summary>
    private const int MaxWaiting = 4;

    private readonly Lock _gate = new();
    private readonly Queue<Answer> _waiting = new();
    private long _waitingBytes;
    private uint _asked;
    private bool _isOver;
    private bool _isSending;
    private bool _isGone;
    private readonly CancellationTokenSource _left = new();

    /// <summary>Nobody waits for answers any more.</summary>
    public CancellationToken Left => _left.Token;

    private int Room => maxMessageBytes - Overhead;

    public void Asked(int clients)
    {
        lock (_gate)
            _asked += (uint)clients;
        Send();
    }

    public void Answered(ReadOnlyMemory<byte> utf8JsonArray, IReadOnlyList<ReadOnlyMemory<byte>> attachments)
    {
        var answer = new Answer { Json = ByteString.CopyFrom(utf8JsonArray.Span) };
        foreach (var attachment in attachments)
            answer.Attachments.Add(UnsafeByteOperations.UnsafeWrap(attachment));
        var size = SizeOf(answer);
        lock (_gate)
        {
            if (_isGone || size > Room || _waitingBytes + size > (long)MaxWaiting * maxMessageBytes || !budget.TryTake(size))
                return;
            _waiting.Enqueue(answer);
            _waitingBytes += size;
        }

        Send();
    }

    /// <param name="asking">Ends when all have answered, or the time is over.</param>
    public async Task EndAfterAsync(Task asking)
    {
        await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End();
    }

    /// <summary>All have answered, or the time is over.</summary>
    public void End()
    {
        lock (_gate)
            _isOver = true;
        Send();
    }

    private void Send()
    {
        lock (_gate)
        {
            if (_isSending || _isGone)
                return;
            _isSending = true;
        }

        _ = Task.Run(SendAsync); // the caller may be a client's or a link's thread
    }

    private async Task SendAsync()
    {
        var isFirst = true; // which says how many were asked, even if nobody has answered
        while (TryTake(isFirst, out var piece))
        {
            isFirst = false;
            var message = new RoomsMessage { Namespace = ns, Answers = piece };
            if (!await node.SendToNodeAsync(asker, MeshRooms.Channel, message.ToByteArray()).ConfigureAwait(false) || piece.Last)
            {
                Leave();
                return;
            }
        }
    }

    /// <returns>False when there is nothing to send: the next who has something begins anew.</returns>
    private bool TryTake(bool evenEmpty, out Answers piece)
    {
        piece = new Answers { Request = request };
        lock (_gate)
        {
            piece.Asked = _asked;
            for (var size = 0; _waiting.TryPeek(out var next) && (size += SizeOf(next)) <= Room;)
            {
                piece.Answers_.Add(_waiting.Dequeue());
                _waitingBytes -= SizeOf(next);
                budget.Return(SizeOf(next));
            }

            piece.Last = _isOver && _waiting.Count == 0;
            return _isSending = evenEmpty || piece.Last || piece.Answers_.Count > 0;
        }
    }

    /// <summary>All is said, or the asker is gone or waits no more.</summary>
    private void Leave()
    {
        lock (_gate)
        {
            _isGone = true;
            _waiting.Clear();
            budget.Return(_waitingBytes);
            _waitingBytes = 0;
        }

        _left.Cancel();
    }

    private static int SizeOf(Answer answer) => answer.CalculateSize() + AnswerOverhead;
}
