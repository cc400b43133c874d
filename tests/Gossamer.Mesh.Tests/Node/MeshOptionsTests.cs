namespace Gossamer.Mesh.Tests;

public sealed class MeshOptionsTests
{
    [Fact]
    public void Validate_Defaults_Hold() => new MeshOptions { Id = new("n1") }.Validate().ShouldBeEmpty();

    [Fact]
    public void Validate_NoId_IsAFault() => new MeshOptions().Validate().ShouldHaveSingleItem().ShouldContain("own id");

    [Fact]
    public void Validate_TwoServersOfOneId_IsAFault()
    {
        var options = new MeshOptions { Id = new("n1"), Peers = { new(new("n2"), new("ws://h:1")), new(new("n1"), new("ws://h:2")) } };
        options.Validate().ShouldHaveSingleItem().ShouldContain("'n1'");
    }

    [Fact]
    public void Validate_FrameTooSmallForAMessage_IsAFault() =>
        new MeshOptions { Id = new("n1"), MaxFrameBytes = 1024 * 1024 }.Validate().ShouldHaveSingleItem().ShouldContain("MaxFrameBytes");

    [Fact]
    public void Constructor_OptionsThatDoNotHold_ThrowsWithAllFaults()
    {
        var options = new MeshOptions { HeartbeatTimeout = TimeSpan.Zero };
        var fault = Should.Throw<ArgumentException>(() => new MeshNode(options, new SimTransport()));
        fault.Message.ShouldContain("own id");
        fault.Message.ShouldContain("HeartbeatTimeout");
    }

    private sealed class SimTransport : IMeshTransport
    {
        public ILinkChannel Open(MeshPeer peer, ILinkSender sender) => throw new InvalidOperationException();
    }
}
