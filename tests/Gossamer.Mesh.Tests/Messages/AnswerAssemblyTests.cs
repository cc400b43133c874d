using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh.Tests;

public sealed class AnswerAssemblyTests
{
    private static readonly Origin Speaker = new(77);
    private readonly AnswerAssembly _assembly = new(
        new() { MaxLogBytesPerUser = 1000, MaxMessageBytes = 1000, MaxLogEntriesPerUser = 10, MaxKeysPerUser = 10 });

    [Fact]
    public void Add_AllPieces_GivesTheWholeWithTheLast()
    {
        _assembly.Add(Piece(0), Speaker).ShouldBeNull();
        _assembly.Add(Piece(1), Speaker).ShouldBeNull();
        var answer = _assembly.Add(Piece(2, isLast: true), Speaker);
        answer.ShouldNotBeNull();
        answer.Entries.Select(static e => (e.Origin.Value, e.Number)).ShouldBe([(77UL, 1UL), (77UL, 2UL), (77UL, 3UL)]);
        (answer.Life, answer.Last, answer.Vouch.IsKnown).ShouldBe((Speaker, 9UL, true));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(0, 0, 2)]
    [InlineData(0, 1, 1, 2)]
    public void Add_APieceIsMissingOrTwice_IsVoid(params int[] pieces)
    {
        foreach (var piece in pieces)
            _assembly.Add(Piece((uint)piece, piece == 2), Speaker).ShouldBeNull();
    }

    [Fact]
    public void Add_AgainFromTheBeginning_IsWholeThen()
    {
        _assembly.Add(Piece(0), Speaker);
        _assembly.Add(Piece(2, isLast: true), Speaker).ShouldBeNull();
        _assembly.Add(Piece(0), Speaker);
        _assembly.Add(Piece(1), Speaker);
        _assembly.Add(Piece(2, isLast: true), Speaker)!.Entries.Count.ShouldBe(3);
    }

    [Fact]
    public void Add_PiecesOfSeveralAnswers_AreKeptApart()
    {
        _assembly.Add(Piece(0, question: 1), Speaker);
        _assembly.Add(Piece(0, question: 2, isLast: true), Speaker)!.Entries.Count.ShouldBe(1);
        _assembly.Add(Piece(1, question: 1, isLast: true), Speaker)!.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public void Clear_BetweenPieces_TheRestIsVoid()
    {
        _assembly.Add(Piece(0), Speaker);
        _assembly.Clear();
        _assembly.Add(Piece(1, isLast: true), Speaker).ShouldBeNull();
    }

    [Fact]
    public void Add_MorePiecesThanAnyServerAnswers_IsVoid()
    {
        const int Enough = 1000; // empty ones, even
        for (var i = 0U; i < Enough; i++)
            _assembly.Add(Piece(i), Speaker).ShouldBeNull();
        _assembly.Add(Piece(Enough, isLast: true), Speaker).ShouldBeNull();
    }

    private static Entries Piece(uint piece, bool isLast = false, uint question = 1) => new()
    {
        Request = 5, Question = question, Piece = piece, LastPiece = isLast, LastNumber = 9, SessionKnown = true,
        Entries_ = { new Entry { Number = piece + 1 } },
    };
}
