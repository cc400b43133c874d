using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh.Tests;

/// <summary>
/// A forwarded message of whom the peer does not list is not taken. An honest server may send one: its user came and went while the link
/// was down. So the sessions that lack it ask the peer, which answers for its log.
/// </summary>
public sealed class UnlistedSenderTests : IDisposable
{
    private readonly HandMesh _mesh = new(requireListedSenders: true);
    private readonly HandMesh.Peer _other;

    public UnlistedSenderTests() => _other = _mesh.Link("other", 0, "Mallory");

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void Forward_OfWhomThePeerDoesNotList_ComesByItsLogOnly()
    {
        var ben = _mesh.Begin("Ben");
        _other.Forward(1, "Anna", "Ben");
        _mesh.Refused.ShouldBe(["other sender"]);
        ben.Texts.ShouldBeEmpty();

        Answer(1, _mesh.Entry(_other.Life, 1, "m1"));

        ben.Texts.ShouldBe(["m1"]);
        ben.Losses.ShouldBe(0);
    }

    [Fact]
    public void Forward_ThatThePeerCannotShow_IsToldAsMissing()
    {
        var ben = _mesh.Begin("Ben");
        _other.Forward(1, "Mallory", "Ben");
        _other.Forward(2, "Anna", "Ben");

        Answer(2);

        ben.Texts.ShouldBe(["m1"]);
        ben.Losses.ShouldBe(1);
    }

    [Fact]
    public void Forward_OfWhomThePeerDoesNotListToNobody_LeavesNothing()
    {
        _other.Forward(1, "Anna", "Nobody");
        _mesh.Node.Messages.Streams.Users().ShouldBeEmpty();
    }

    private void Answer(ulong last, params Entry[] entries) => _other.Say(new()
    {
        Entries = new()
        {
            Request = _mesh.Node.Incarnation.Value + 1, Question = 1, LastPiece = true, LastNumber = last, Entries_ = { entries },
        },
    });
}
