using System.Buffers;
using System.Runtime.InteropServices;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// Which of one peer's forwards were had, and the receipts that the peer may still need: those told get lost when the link that
/// bears them breaks, so they are kept until the peer says that it awaits them no more.
/// </summary>
internal sealed class ReceivedWindow(int maxReceipts)
{
    private const int MaxReceiptsPerFrame = 8192;

    private readonly OrderedLock _gate = new(LockRank.Leaf);
    private readonly Queue<(ulong Sequence, uint Delivered)> _sent = [];
    private readonly Queue<(ulong Sequence, uint Delivered)> _unsent = [];
    private readonly List<uint> _run = []; // what the receipt says that is being written
    private Incarnation _incarnation;
    private ulong _last;

    /// <summary>The last forward had from the life given; 0 when none.</summary>
    internal ulong LastOf(Incarnation incarnation)
    {
        using (_gate.EnterScope())
            return incarnation == _incarnation ? _last : 0;
    }

    /// <summary>Whether receipts wait to be told.</summary>
    internal bool HasUnsent
    {
        get
        {
            using (_gate.EnterScope())
                return _unsent.Count > 0;
        }
    }

    /// <summary>The peer speaks in this life from now on.</summary>
    internal void Begin(Incarnation incarnation)
    {
        using (_gate.EnterScope())
        {
            if (incarnation == _incarnation)
                return;
            (_incarnation, _last) = (incarnation, 0);
            _sent.Clear();
            _unsent.Clear();
        }
    }

    /// <summary>Whether this forward was had before. If so its receipt is told again.</summary>
    internal bool IsRepeated(ulong sequence)
    {
        using (_gate.EnterScope())
        {
            if (sequence > _last)
                return false;
            ResendLocked();
            return true;
        }
    }

    internal void Delivered(ulong sequence, int connections)
    {
        using (_gate.EnterScope())
        {
            _last = sequence;
            _unsent.Enqueue((sequence, (uint)connections));
            if (_sent.Count + _unsent.Count > maxReceipts && !_sent.TryDequeue(out _))
                _unsent.Dequeue();
        }
    }

    /// <summary>The peer awaits nothing below this.</summary>
    internal void Forget(ulong settledBelow)
    {
        using (_gate.EnterScope())
        {
            while (_sent.TryPeek(out var receipt) && receipt.Sequence < settledBelow)
                _sent.Dequeue();
        }
    }

    /// <summary>The link that bears the receipts is new: all are told again.</summary>
    internal void Resend()
    {
        using (_gate.EnterScope())
            ResendLocked();
    }

    /// <summary>Writes receipts for the life given into the frame.</summary>
    internal bool Take(IBufferWriter<byte> frame, Incarnation incarnation)
    {
        using (_gate.EnterScope())
        {
            if (incarnation != _incarnation || _unsent.Count == 0)
                return false;
            _run.Clear();
            var upTo = 0ul;
            for (var i = 0; i < MaxReceiptsPerFrame && _unsent.TryDequeue(out var receipt); i++)
            {
                _sent.Enqueue(receipt);
                if (receipt.Sequence != upTo + 1)
                    WriteRun(frame, upTo);
                upTo = receipt.Sequence;
                _run.Add(receipt.Delivered);
            }

            WriteRun(frame, upTo);
            return true;
        }
    }

    private void WriteRun(IBufferWriter<byte> frame, ulong upTo)
    {
        if (_run.Count > 0)
            ReceiptWriter.Write(frame, upTo, CollectionsMarshal.AsSpan(_run));
        _run.Clear();
    }

    private void ResendLocked()
    {
        if (_sent.Count == 0)
            return;
        (ulong, uint)[] rest = [.. _unsent];
        _unsent.Clear();
        foreach (var receipt in _sent)
            _unsent.Enqueue(receipt);
        foreach (var receipt in rest)
            _unsent.Enqueue(receipt);
        _sent.Clear();
    }
}
