using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>
/// Puts the pieces of one peer's answers together. Pieces of an answer come in order, or some were given up and the answer is void.
/// </summary>
internal sealed class AnswerAssembly
{
    private const int MaxUnfinished = 64; // whose last pieces were given up, or are under way

    private readonly Dictionary<(ulong Request, uint Question), List<Entries>> _pieces = [];

    /// <returns>The whole answer once its last piece is there.</returns>
    internal PullAnswer? Add(Entries piece, Origin speaker)
    {
        var id = (piece.Request, piece.Question);
        if (piece.Piece == 0)
            Begin(id);
        if (!_pieces.TryGetValue(id, out var pieces))
            return null;
        if (pieces.Count != piece.Piece)
        {
            _pieces.Remove(id);
            return null;
        }

        pieces.Add(piece);
        if (!piece.LastPiece)
            return null;
        _pieces.Remove(id);
        return new(
            speaker,
            RecoveryCodec.LastNumber(piece.LastNumber),
            new(piece.SessionKnown ? piece.MissingForMs : null, RecoveryCodec.Decode(piece.FormerKeys)),
            [.. pieces.SelectMany(p => RecoveryCodec.Decode(p.Entries_, speaker))],
            [.. pieces.SelectMany(p => RecoveryCodec.Decode(p.KeyPlaces, speaker))])
        {
            HasOverflowed = piece.Overflowed,
            InheritedLasts = [
                .. pieces[0].Inherited.Select(static place =>
                    new InheritedLast(new(place.Origin), RecoveryCodec.LastNumber(place.Number), place.AgeMs)),
            ],
        };
    }

    /// <summary>Nobody waits for the answer any more.</summary>
    internal void Drop(Entries piece) => _pieces.Remove((piece.Request, piece.Question));

    /// <summary>The peer speaks in another life.</summary>
    internal void Clear() => _pieces.Clear();

    private void Begin((ulong Request, uint Question) id)
    {
        if (_pieces.Count >= MaxUnfinished)
            _pieces.Remove(_pieces.Keys.Min());
        _pieces[id] = [];
    }
}
