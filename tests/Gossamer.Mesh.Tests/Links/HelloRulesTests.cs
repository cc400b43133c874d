using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

public sealed class HelloRulesTests
{
    [Fact]
    public void Protocol_IsTheVersionOfTheDocument()
    {
        MeshProtocolPage.Says($"protocol versions {MeshProtocol.Oldest} and {MeshProtocol.Newest}.");
        MeshProtocolPage.Says($"| Hello | `protocol` | {MeshProtocol.Oldest}: the oldest version");
        MeshProtocolPage.Says($"| | `newest_protocol` | {MeshProtocol.Newest}: the newest");
    }

    [Theory]
    [InlineData(2, 0, 2)] // builds before the field
    [InlineData(2, 2, 2)]
    [InlineData(2, 3, 3)]
    [InlineData(2, 9, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(3, 4, 3)]
    public void Hello_OfARangeThatMeetsThisOne_IsTakenByTheNewestOfBoth(uint oldest, uint newest, uint expected)
    {
        var hello = Hello(oldest, newest);
        RefusalOf(hello).ShouldBeNull();
        ProtocolRange.Of(hello).SharedWith(new(2, 3)).ShouldBe(expected);
        new ProtocolRange(2, 3).SharedWith(ProtocolRange.Of(hello)).ShouldBe(expected, "both sides come to the same");
    }

    [Theory]
    [InlineData(1, 0, "protocol 1, here it is 2 to 3: upgrade 'n2', to a release that speaks 2")]
    [InlineData(0, 1, "protocol 0 to 1, here it is 2 to 3: upgrade 'n2', to a release that speaks 2")]
    [InlineData(4, 0, "protocol 4, here it is 2 to 3: upgrade 'n1', to a release that speaks 4")]
    [InlineData(4, 6, "protocol 4 to 6, here it is 2 to 3: upgrade 'n1', to a release that speaks 4")]
    public void Hello_OfARangeThatDoesNotMeetThisOne_IsRefusedAndSaysWhatToDo(uint oldest, uint newest, string expected)
    {
        RefusalOf(Hello(oldest, newest)).ShouldBe(new LinkClose(LinkCloseCode.WrongVersion, expected));
        RefusalOf(Hello(oldest, newest))!.Value.IsRefusal.ShouldBeTrue();
    }

    [Fact]
    public void Hello_OfAnEmptyRange_IsMalformed() => RefusalOf(Hello(3, 2))!.Value.Code.ShouldBe(LinkCloseCode.Malformed);

    [Theory]
    [InlineData(0, 0, true)] // builds that had no such keys
    [InlineData(0, 16, true)]
    [InlineData(0, 15, false)]
    [InlineData(3, 0, false)]
    [InlineData(3, 16, true)]
    [InlineData(3, 17, false)]
    public void Hello_LifeKey_IsNeededFromVersion3On(uint newest, int bytes, bool isTaken)
    {
        var hello = Hello(2, newest);
        hello.LifeKey = ByteString.CopyFrom(new byte[bytes]);
        (RefusalOf(hello)?.Code).ShouldBe(isTaken ? null : LinkCloseCode.Malformed);
    }

    private static LinkClose? RefusalOf(Hello hello)
    {
        var net = new SimNetwork();
        var node = net.Start("n1", of: 2);
        var channel = new HandMesh.Channel();
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        FrameCodec.Write(new() { Hello = hello }, bytes);
        node.Node.Accept(channel, new NodeId("n2")).Received(bytes.WrittenSpan);
        return channel.Reason;
    }

    private static Hello Hello(uint oldest, uint newest) => new()
    {
        Protocol = oldest, NewestProtocol = newest, Cluster = "test", Node = "n2", Target = "n1", Incarnation = 77, Link = 1,
        LifeKey = ByteString.CopyFrom(new byte[HelloRules.LifeKeyBytes]),
    };
}
