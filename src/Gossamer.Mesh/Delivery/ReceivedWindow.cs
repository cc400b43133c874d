using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// Which of one peer's forwards were had, and the receipts that the peer may still need: those told get lost when the link that
/// bears them breaks, so they are kept until the peer says that it awaits them no more.
/// </summary>
internal sealed class ReceivedWindow(int maxReceipts)
{
    /// <summary>In a receipt: the server does not answer for the message.</summary>
    internal const uint Refused = uint.MaxValue;

    private const int MaxReceiptsPerFrame = 8192;

    private readonly Lock _gate = new();
    private readonly Queue<(ulong Sequence, uint Delivered)> _told = [];
    private readonly Queue<(ulong Sequence, uint Delivered)> _untold = [];
    private Incarnation _incarnation;
    private ulong _last;

    /// <summary>The last forward had from the life given; 0 when none.</summary>
    internal ulong LastOf(Incarnation incarnation)
    {
        lock (_gate)
            return incarnation == _incarnation ? _last : 0;
    }

    /// <summary>The peer speaks in this life from now on.</summary>
    internal void Begin(Incarnation incarnation)
    {
        lock (_gate)
        {
            if (incarnation == _incarnation)
                return;
            (_incarnation, _last) = (incarnation, 0);
            _told.Clear();
            _untold.Clear();
        }
    }

    /// <summary>Whether this forward was had before. If so its receipt is told again.</summary>
    internal bool IsRepeated(ulong sequence)
    {
        lock (_gate)
        {
            if (sequence > _last)
                return false;
            RetellLocked();
            return true;
        }
    }

    internal void Delivered(ulong sequence, int connections)
    {
        lock (_gate)
        {
            _last = sequence;
            _untold.Enqueue((sequence, connections == ILocalDelivery.Refused ? Refused : (uint)connections));
            if (_told.Count + _untold.Count > maxReceipts && !_told.TryDequeue(out _))
                _untold.Dequeue();
        }
    }

    /// <summary>The peer awaits nothing below this.</summary>
    internal void Forget(ulong settledBelow)
    {
        lock (_gate)
        {
            while (_told.TryPeek(out var receipt) && receipt.Sequence < settledBelow)
                _told.Dequeue();
        }
    }

    /// <summary>The link that bears the receipts is new: all are told again.</summary>
    internal void Retell()
    {
        lock (_gate)
            RetellLocked();
    }

    /// <summary>Puts receipts for the life given into the frame.</summary>
    internal bool Take(Frame frame, Incarnation incarnation)
    {
        lock (_gate)
        {
            if (incarnation != _incarnation)
                return false;
            Receipt? run = null;
            for (var i = 0; i < MaxReceiptsPerFrame && _untold.TryDequeue(out var receipt); i++)
            {
                _told.Enqueue(receipt);
                if (run is null || receipt.Sequence != run.UpTo + 1)
                    frame.Receipts.Add(run = new());
                run.UpTo = receipt.Sequence;
                run.Delivered.Add(receipt.Delivered);
            }

            return run is not null;
        }
    }

    private void RetellLocked()
    {
        if (_told.Count == 0)
            return;
        (ulong, uint)[] rest = [.. _untold];
        _untold.Clear();
        foreach (var receipt in _told)
            _untold.Enqueue(receipt);
        foreach (var receipt in rest)
            _untold.Enqueue(receipt);
        _told.Clear();
    }
}
