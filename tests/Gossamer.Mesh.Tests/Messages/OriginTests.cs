using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class OriginTests
{
    private const ulong Step = 1UL << 18; // microseconds
    private const ulong Steps = 1UL << 30;
    private const ulong Mid2025 = 1_751_328_000_000_000;

    private static readonly NodeId Node = new("server-1");

    /// <summary>All servers of a mesh must make the same of a life, whatever their version.</summary>
    [Theory]
    [InlineData("server-1", 1_767_225_600_000_000, "0x059f439d5cb3")]
    [InlineData("server-2", 1_767_225_660_000_000, "0x4980839d5d98")]
    [InlineData("server-1", 2_048_700_576_710_656, "0x059f439d5cb3")]
    public void Of_ServerAndLife_IsTheSameForEver(string server, ulong incarnation, string value)
    {
        $"0x{Origin.Of(new(server), new(incarnation)).Value:x12}".ShouldBe(value);
        MeshProtocolPage.Names(value);
    }

    [Fact]
    public void Copies_OfALife_HaveAnOriginOfTheirOwn_AndLeadBackToIt()
    {
        var life = Origin.Of(Node, new(1_767_225_600_000_000));

        $"0x{life.Copies.Value:x12}".ShouldBe("0x859f439d5cb3");
        MeshProtocolPage.Names("0x859f439d5cb3");
        life.Copies.Copies.ShouldBe(life);
        life.Copies.Server.ShouldBe(Origin.CopiesServerOf(Node));
        life.IsEarlierLifeThan(life.Copies).ShouldBeFalse();
    }

    [Fact]
    public void IsEarlierLifeThan_LivesAtLeastAStepApart_AreOrderedAlsoAcrossTheWrap() =>
        Gen.Select(Gen.ULong[0, 40UL * 365 * 86_400 * 1_000_000], Gen.ULong[Step, ((Steps / 2) - 1) * Step]).Sample((since, apart) =>
        {
            var (early, late) = (Of(Mid2025 + since), Of(Mid2025 + since + apart));
            early.IsEarlierLifeThan(late).ShouldBeTrue();
            late.IsEarlierLifeThan(early).ShouldBeFalse();
            early.Server.ShouldBe(late.Server);
        });

    [Fact]
    public void IsEarlierLifeThan_JustBeforeAndBehindTheWrap_IsEarlier()
    {
        var last = Of(Mid2025 + (Steps * Step) - 1);
        var first = Of(Mid2025 + (Steps * Step));
        (last.Value > first.Value).ShouldBeTrue();
        last.IsEarlierLifeThan(first).ShouldBeTrue();
        first.IsEarlierLifeThan(last).ShouldBeFalse();
    }

    [Fact]
    public void IsEarlierLifeThan_ItselfOrAnotherServer_IsNot()
    {
        var life = Of(Mid2025 + (5 * Step));
        life.IsEarlierLifeThan(life).ShouldBeFalse();
        life.IsEarlierLifeThan(Origin.Of(new("server-2"), new(Mid2025 + (9 * Step)))).ShouldBeFalse();
    }

    [Fact]
    public void Of_AnyServerAndLife_FitsIn48BitsAndKeepsTheServer() => Gen.Select(Gen.String[1, 20], Gen.ULong).Sample((id, life) =>
    {
        var origin = Origin.Of(new(id), new(life));
        (origin.Value >> 48).ShouldBe(0UL);
        origin.Server.ShouldBe(Origin.ServerOf(new(id)));
    });

    [Fact]
    public void Of_SmallIncarnations_AreLivesOfTheirOwn() => Of(1).IsEarlierLifeThan(Of(2)).ShouldBeTrue();

    private static Origin Of(ulong incarnation) => Origin.Of(Node, new(incarnation));
}
