using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests;

public sealed class MessageIdsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(0x0123_4567_89AB);

    [Fact]
    public void Create_IsAUuidOfVersion7_OfThatTime()
    {
        var id = Guid.Parse(MessageIds.Create(Now).Value);
        id.Version.ShouldBe(7);
        (id.Variant & 0xC).ShouldBe(8);
        id.ToString().ShouldStartWith("01234567-89ab-7");
    }

    [Fact]
    public void Create_ManyOfOneMoment_AreAllDifferent()
    {
        var ids = Enumerable.Range(0, 2_000).Select(static _ => MessageIds.Create(Now).Value).ToList();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count);
        ids.Select(static id => id[14..]).Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count, "by their random bits");
    }

    [Fact]
    public void Create_OnManyThreads_DrawsForEach()
    {
        var ids = ParallelEnumerable.Range(0, 4_000).WithDegreeOfParallelism(8).Select(static _ => MessageIds.Create(Now).Value).ToList();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count);
    }
}
