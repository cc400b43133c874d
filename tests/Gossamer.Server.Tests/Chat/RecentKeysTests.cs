using CsCheck;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Chat;

public sealed class RecentKeysTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryAdd_AgainWithinTheWindow_IsKnown()
    {
        var keys = Create();
        keys.TryAdd(new(7)).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(120));
        keys.TryAdd(new(7)).ShouldBeFalse();
        keys.TryAdd(new(8)).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        keys.TryAdd(new(7)).ShouldBeTrue();
        keys.TryAdd(new(7)).ShouldBeFalse();
    }

    [Fact]
    public void Snapshot_RestoredElsewhere_IsKnownThereForTheRestOfTheWindow()
    {
        var keys = Create();
        keys.TryAdd(new(7));
        _time.Advance(TimeSpan.FromSeconds(100));
        var other = Create();
        other.Restore(keys.Snapshot());
        other.TryAdd(new(7)).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(21));
        keys.Snapshot().ShouldBeEmpty();
        other.TryAdd(new(7)).ShouldBeTrue();
    }

    [Fact]
    public void Restore_MoreThanTheBound_KeepsTheLatestOfBoth()
    {
        var elsewhere = Create(max: 16);
        for (ulong n = 100; n < 116; n++)
            elsewhere.TryAdd(new(n));
        _time.Advance(TimeSpan.FromSeconds(60));
        var keys = Create(max: 16);
        for (ulong n = 0; n < 10; n++)
            keys.TryAdd(new(n));

        keys.Restore(elsewhere.Snapshot());

        keys.Snapshot().Select(had => had.Key).ShouldBe([110, 111, 112, 113, 114, 115, .. Enumerable.Range(0, 10).Select(n => (ulong)n)]);
        keys.TryAdd(new(9)).ShouldBeFalse();
        keys.TryAdd(new(115)).ShouldBeFalse();
        keys.TryAddTold(new(115)).ShouldBeTrue();
        keys.TryAdd(new(20)).ShouldBeTrue();
        keys.Snapshot().Select(had => had.Key).First().ShouldBe(111UL);
    }

    [Fact]
    public void TryAdd_AnySequence_RemembersTheLastOnes() => Gen.ULong[0, 40].List[0, 200].Sample(values =>
    {
        var keys = Create(max: 16);
        var model = new List<ulong>();
        foreach (var value in values)
        {
            var isNew = !model.TakeLast(16).Contains(value);
            keys.TryAdd(new(value)).ShouldBe(isNew);
            if (isNew)
                model.Add(value);
        }

        keys.Snapshot().Select(s => s.Key).ShouldBe(model.TakeLast(16));
    });

    [Fact]
    public void Key_OfAFrame_IsThatOfItsSenderAndId() =>
        Gen.Select(AnyText.Valid, Gen.Char['!', '~'].Array[1, 64].Select(chars => new string(chars))).Sample((text, id) =>
        {
            if (!UserName.TryCreate(text, out var from, out _))
                return;
            var json = System.Text.Json.JsonSerializer.Serialize(new { from = from.Value, to = "Billy", text, id });
            var reader = ChatHarness.Arguments("im", json);
            InstantMessage.Read(ref reader, from, new ChatOptions(), out var message).ShouldBeNull();
            var frame = InstantMessageFrame.Write(message, message.Id!.Value, 1);

            MessageKey.Of(frame).ShouldBe(MessageKey.Of(from, new MessageId(id)));
            MessageKey.Of(frame).ShouldNotBe(MessageKey.Of(from, new MessageId(id + "x")));
        });

    [Fact]
    public void Key_OfAnotherFrame_IsNone() => MessageKey.Of("42[\"identified\",{\"user\":\"Anna\"},\"x\"]"u8).ShouldBeNull();

    private RecentKeys Create(int max = 64) => new(_time, TimeSpan.FromSeconds(120), max);
}
