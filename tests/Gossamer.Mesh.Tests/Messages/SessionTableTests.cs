namespace Gossamer.Mesh.Tests;

public sealed class SessionTableTests
{
    private const long Retention = 45_000;

    private static readonly SessionKey Key = new("a key of a session");

    private readonly SessionTable _table = new(firstId: 0, Retention);

    [Fact]
    public void OnWaiting_WhatWasAcceptedBefore_ShortensWhatIsVouchedFor()
    {
        _table.AddEnded(Key, until: 50_000);
        _table.FindEnded(Key, now: 20_000).MissingFor.ShouldBe(15_000);

        _table.OnWaiting(Key, since: 1_000);

        _table.FindEnded(Key, now: 20_000).MissingFor.ShouldBe(19_000);
        _table.FindEnded(Key, now: 46_000).IsKnown.ShouldBeFalse("no log has that message any more");
    }

    [Fact]
    public void OnWaiting_WhatWasAcceptedLater_ChangesNothing()
    {
        _table.AddEnded(Key, until: 50_000);
        _table.OnWaiting(Key, since: 6_000);
        _table.FindEnded(Key, now: 20_000).MissingFor.ShouldBe(15_000);
    }

    [Fact]
    public void ForgetEnded_OfWhatWasShortened_LeavesNothing()
    {
        _table.AddEnded(Key, until: 50_000);
        _table.OnWaiting(Key, since: 1_000);
        _table.ForgetEnded(now: 50_000);
        _table.Ended().ShouldBeEmpty();
    }
}
