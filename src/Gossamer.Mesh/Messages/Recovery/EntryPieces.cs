using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>Cuts what a stream holds into messages that fit a link.</summary>
internal static class EntryPieces
{
    private const int MaxBytes = 256 * 1024; // as MeshOptions.FrameTargetBytes: a larger message would hold up the others
    private const int MaxKeys = 4096;
    private const int EntryOverhead = 64;

    internal static IEnumerable<Entries> Of(PullAnswer answer, ulong request, uint question)
    {
        var piece = New(answer, request, question, 0);
        var bytes = 0;
        foreach (var entry in answer.Entries)
        {
            if (bytes >= MaxBytes)
            {
                yield return piece;
                (piece, bytes) = (New(answer, request, question, piece.Piece + 1), 0);
            }

            piece.Entries_.Add(RecoveryCodec.Encode(entry, answer.Life));
            bytes += entry.Frame.Length + EntryOverhead;
        }

        foreach (var key in answer.KeyPlaces)
        {
            if (piece.KeyPlaces.Count >= MaxKeys)
            {
                yield return piece;
                piece = New(answer, request, question, piece.Piece + 1);
            }

            piece.KeyPlaces.Add(RecoveryCodec.Encode(key, answer.Life));
        }

        piece.LastPiece = true;
        yield return piece;
    }

    private static Entries New(PullAnswer answer, ulong request, uint question, uint piece)
    {
        var entries = Begin(answer, request, question, piece);
        if (piece == 0)
            foreach (var last in answer.InheritedLasts)
                entries.Inherited.Add(new Place { Origin = last.Life.Value, Number = last.Number, AgeMs = (uint)last.Age });
        return entries;
    }

    private static Entries Begin(PullAnswer answer, ulong request, uint question, uint piece) => new()
    {
        Request = request,
        Question = question,
        Piece = piece,
        LastNumber = answer.Last,
        SessionKnown = answer.Vouch.IsKnown,
        MissingForMs = (uint)Math.Max(0, answer.Vouch.MissingFor ?? 0),
        FormerKeys = { RecoveryCodec.Encode(answer.Vouch.FormerKeys) },
        Overflowed = answer.HasOverflowed,
        DroppedCopies = answer.DroppedCopies,
    };
}
