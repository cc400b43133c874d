namespace Gossamer.Mesh.Tests;

public sealed class VouchTests
{
    private static readonly SessionKey First = new("first");
    private static readonly SessionKey Second = new("second");

    [Fact]
    public void Or_TwoThatKnow_WhoHeardTheClientLastCounts() =>
        new Vouch(5_000).Or(new(2_000)).ShouldBe(new Vouch(2_000));

    [Fact]
    public void Or_OneThatKnows_AsksForNoFormerSession() =>
        new Vouch(null, [First]).Or(new(2_000)).ShouldBe(new Vouch(2_000));

    [Fact]
    public void Or_NobodyKnows_AllFormerSessionsAreAskedFor() =>
        new Vouch(null, [First]).Or(default).Or(new(null, [Second])).FormerKeys.ShouldBe([First, Second]);

    [Fact]
    public void IsEmpty_NeitherKnownNorLedOn_IsTrue()
    {
        default(Vouch).IsEmpty.ShouldBeTrue();
        new Vouch(null, []).IsEmpty.ShouldBeTrue();
        new Vouch(0).IsEmpty.ShouldBeFalse();
        new Vouch(null, [First]).IsEmpty.ShouldBeFalse();
    }
}
