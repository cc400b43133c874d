using Gossamer.Mesh;
using Gossamer.Server.Groups;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Groups;

public sealed class ClosedRoomsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ClosedRooms _closed;
    private readonly List<string> _told = [];

    public ClosedRoomsTests() => _closed = new(new() { MaxClosed = 2 }, _time) { Closed = room => _told.Add(room.Value) };

    [Fact]
    public void TryAdd_TheLatestCounts_InWhateverOrderItComes()
    {
        Add("tea", isClosed: true, seconds: 0).ShouldBeTrue();
        Add("tea", isClosed: false, seconds: 10).ShouldBeTrue();
        Add("tea", isClosed: true, seconds: 5).ShouldBeTrue();

        _closed.Contains(Room("tea")).ShouldBeFalse();
        _told.ShouldBe(["tea"]);
    }

    [Fact]
    public void TryAdd_MoreThanThereMayBe_IsRefused_UntilAnOpenOneIsForgotten()
    {
        Add("1", isClosed: true, seconds: 0).ShouldBeTrue();
        Add("2", isClosed: false, seconds: 0).ShouldBeTrue();
        Add("3", isClosed: true, seconds: 0).ShouldBeFalse();
        _time.Advance(TimeSpan.FromHours(2));

        Add("3", isClosed: true, seconds: 0).ShouldBeTrue();
        _closed.OpenOf([Room("1"), Room("2"), Room("3"), Room("4")]).ShouldBe([Room("2"), Room("4")]);
    }

    [Fact]
    public void TryAdd_OfATimeToCome_IsRefused() => Add("tea", isClosed: true, seconds: 121).ShouldBeFalse();

    private bool Add(string room, bool isClosed, int seconds) =>
        _closed.TryAdd(new(Room(room), isClosed, _time.GetUtcNow() + TimeSpan.FromSeconds(seconds)));

    private static RoomName Room(string text) => RoomName.TryCreate(text, out var room, out _) ? room : default;
}
