using Gossamer.Mesh;
using Gossamer.Server.Recovery;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Recovery;

public sealed class ReturnGuardTests
{
    private static readonly UserName Anna = FakeMesh.Name("Anna");
    private static readonly NodeId Other = new("server-2");

    private readonly FakeTimeProvider _time = new();
    private readonly TagSecrets _secrets;
    private readonly TagSecrets _former;
    private readonly ReturnGuard _guard;

    public ReturnGuardTests()
    {
        (_secrets, _former) = (new(_time, TimeSpan.Zero, Other), new(_time));
        _guard = new(new FakeAccess { IsOpen = true }, _secrets, _time);
    }

    /// <summary>It wrote the offset itself, in the life before; on a busy machine its first link takes seconds.</summary>
    [Fact]
    public async Task Admit_AtAServerThatHasJustStarted_WaitsForWhatOthersKeptOfItsSecrets()
    {
        var offset = OffsetOf(_former);
        var admitted = _guard.AdmitAsync(Anna, offset).AsTask();
        _time.Advance(TimeSpan.FromSeconds(7));
        admitted.IsCompleted.ShouldBeFalse();

        TagSecretText.TryRead(TagSecretText.Write(OthersSecrets()), Other, _secrets).ShouldBeTrue();

        (await admitted).ShouldBe(OffsetTag.Split(offset).Offset);
    }

    [Fact]
    public async Task Admit_AServerThatAllHaveTold_WaitsForASecretOnItsWayOnly()
    {
        TagSecretText.TryRead(TagSecretText.Write(new TagSecrets(_time).ToTell), Other, _secrets);
        var admitted = _guard.AdmitAsync(Anna, OffsetOf(_former)).AsTask();
        _time.Advance(ReturnGuard.Patience);

        (await admitted).ShouldBeNull();
    }

    [Fact]
    public async Task Admit_WhileOthersAreSilent_WaitsNoLongerThanItIsYoung()
    {
        var admitted = _guard.AdmitAsync(Anna, OffsetOf(_former)).AsTask();
        _time.Advance(TagSecrets.Young - TimeSpan.FromMilliseconds(1));
        admitted.IsCompleted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        (await admitted).ShouldBeNull();
    }

    private IReadOnlyList<(byte[] Secret, TimeSpan Age)> OthersSecrets()
    {
        var other = new TagSecrets(_time);
        other.Learn(_former.Own, TimeSpan.Zero, new NodeId("server-1"), isOwn: true);
        return other.ToTell;
    }

    private string OffsetOf(TagSecrets secrets)
    {
        using var chat = new ChatHarness(new FakeAccess { IsOpen = true });
        var connection = new FakeConnection("before");
        ChatHarness.Identify(chat.Open(connection), """{"user":"Anna","presence":"none","since":"0"}""");
        var (offset, _) = OffsetTag.Split(ChatHarness.OffsetOf(connection.Sent[0]));
        Span<byte> tag = stackalloc byte[OffsetTag.Length];
        OffsetTag.For(Anna, secrets.Own).Write(System.Text.Encoding.ASCII.GetBytes(offset), tag);
        return offset + System.Text.Encoding.ASCII.GetString(tag);
    }
}
