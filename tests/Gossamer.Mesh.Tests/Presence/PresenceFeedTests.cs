namespace Gossamer.Mesh.Tests;

/// <summary>What waits for a peer that takes nothing for a while.</summary>
public sealed class PresenceFeedTests
{
    private const int Chunk = 10;

    private readonly LocalPresence _presence = new(new("n1"), new UserDirectory());
    private readonly PresenceFeed _feed;

    public PresenceFeedTests()
    {
        _feed = new(_presence, Chunk, static () => { });
        _presence.Feed(_feed);
        for (var i = 0; i < 50; i++)
            _presence.Add(SimNode.Name($"stays{i}"));
        _feed.Restart();
        Told().ShouldBe(50);
    }

    [Fact]
    public void Mark_SameUsersAgainAndAgain_OneEntryEach()
    {
        for (var i = 0; i < 10_000; i++)
            _presence.Add(SimNode.Name($"stays{i % 7}"));
        Told().ShouldBe(7);
    }

    [Fact]
    public void Mark_EverNewUsersComeAndLeave_NoMoreWaitsThanTheListAndAPiece()
    {
        for (var i = 0; i < 10_000; i++)
        {
            _presence.Add(SimNode.Name($"passes{i}"));
            _presence.Remove(SimNode.Name($"passes{i}"));
        }

        Told().ShouldBeInRange(50, (2 * 50) + Chunk);
    }

    // Takes all that waits, counts its entries.
    private int Told()
    {
        var entries = 0;
        for (var piece = _feed.Take(); !piece.IsEmpty; piece = _feed.Take())
            entries += (piece.Snapshot?.Users.Count ?? 0) + (piece.Changes?.Users.Count ?? 0);
        return entries;
    }
}
