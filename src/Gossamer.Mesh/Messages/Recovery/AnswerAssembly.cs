using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// Puts the pieces of one peer's answers together. Pieces of an answer come in order, or some were given up and the answer is void.
/// </summary>
/// <param name="options">How much an honest answer can be, and how much of answers is under way at a time.</param>
internal sealed class AnswerAssembly(MeshOptions options)
{
    private const int MaxUnfinished = 64; // whose last pieces were given up, or are under way

    private const int Overhead = 64; // bytes of an entry or a key beside its frame, and of a piece

    // A log of the largest, with one message more than fits, and all keys; twice, for servers whose bounds are a little larger.
    private readonly long _maxBytes = 2 * (options.MaxLogBytesPerUser + options.MaxMessageBytes
        + ((options.MaxLogEntriesPerUser + (2L * options.MaxKeysPerUser)) * Overhead));

    private readonly Dictionary<(ulong Request, uint Question), Unfinished> _unfinished = [];
    private long _bytes; // of all pieces

    /// <returns>The whole answer once its last piece is there.</returns>
    internal PullAnswer? Add(Entries piece, Origin speaker)
    {
        var id = (piece.Request, piece.Question);
        if (piece.Piece == 0)
            Begin(id);
        if (!_unfinished.TryGetValue(id, out var unfinished))
            return null;
        var pieces = unfinished.Pieces;
        if (pieces.Count != piece.Piece || !TryAdd(unfinished, piece))
        {
            Remove(id);
            return null;
        }

        if (!piece.LastPiece)
        {
            MakeRoom(id);
            return null;
        }

        Remove(id);
        return new(
            speaker,
            RecoveryCodec.LastNumber(piece.LastNumber),
            new(piece.SessionKnown ? piece.MissingForMs : null, RecoveryCodec.Decode(piece.FormerKeys)),
            [.. pieces.SelectMany(p => RecoveryCodec.Decode(p.Entries_, speaker))],
            [.. pieces.SelectMany(p => RecoveryCodec.Decode(p.KeyPlaces, speaker))])
        {
            HasOverflowed = piece.Overflowed,
            DroppedCopies = piece.DroppedCopies,
            InheritedLasts = [.. RecoveryCodec.Decode(pieces[0].Inherited)],
        };
    }

    /// <summary>Nobody waits for the answer any more.</summary>
    internal void Drop(Entries piece) => Remove((piece.Request, piece.Question));

    /// <summary>The peer speaks in another life.</summary>
    internal void Clear()
    {
        _unfinished.Clear();
        _bytes = 0;
    }

    private void Begin((ulong Request, uint Question) id)
    {
        Remove(id);
        if (_unfinished.Count >= MaxUnfinished)
            Remove(_unfinished.Keys.Min());
        _unfinished[id] = new();
    }

    /// <returns>False: it is more than any server answers.</returns>
    private bool TryAdd(Unfinished unfinished, Entries piece)
    {
        var bytes = piece.CalculateSize() + Overhead;
        if (unfinished.Bytes + bytes > _maxBytes)
            return false;
        unfinished.Pieces.Add(piece);
        unfinished.Bytes += bytes;
        _bytes += bytes;
        return true;
    }

    /// <summary>More than twice what is under way at a time: the oldest are of answers that were given up.</summary>
    private void MakeRoom((ulong Request, uint Question) latest)
    {
        while (_unfinished.Count > 1 && _bytes > 2 * (options.MaxPulledBytes + _maxBytes))
            Remove(_unfinished.Keys.Where(id => id != latest).Min());
    }

    private void Remove((ulong Request, uint Question) id)
    {
        if (_unfinished.Remove(id, out var unfinished))
            _bytes -= unfinished.Bytes;
    }

    private sealed class Unfinished
    {
        internal List<Entries> Pieces { get; } = [];

        internal long Bytes { get; set; }
    }
}
