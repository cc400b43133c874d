using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed class LocalUsersTests
{
    private static readonly UserName Anna = FakeMesh.Name("Anna");
    private static readonly UserName Billy = FakeMesh.Name("Billy");
    private readonly LocalUsers _users = new();

    [Fact]
    public void Deliver_CountsOnlyTheRecipientsConnectionsThatTookIt()
    {
        FakeConnection gone = new("b2") { IsGone = true };
        _users.TryAdd(Anna, new FakeConnection("a1"), 9);
        _users.TryAdd(Billy, new FakeConnection("b1"), 9);
        _users.TryAdd(Billy, gone, 9);

        _users.Deliver(From(Anna, Billy)).ShouldBe(1);
        _users.Deliver(From(Billy, Anna)).ShouldBe(1);
        _users.Deliver(From(Anna, FakeMesh.Name("Carl"))).ShouldBe(0);
    }

    [Fact]
    public void Remove_TheLastConnection_ForgetsTheUser()
    {
        FakeConnection first = new("a1"), second = new("a2");
        _users.TryAdd(Anna, first, 9);
        _users.TryAdd(Anna, second, 9);

        _users.Remove(Anna, first);
        _users.Deliver(From(Billy, Anna)).ShouldBe(1);
        _users.Remove(Anna, second);
        _users.Remove(Anna, second);

        first.Sent.ShouldBeEmpty();
        _users.Count.ShouldBe(0);
    }

    [Fact]
    public async Task TryAddAndRemove_ManyAtOnce_LoseNothing()
    {
        const int Workers = 4, Rounds = 2_000;
        var kept = Enumerable.Range(0, Workers).Select(i => new FakeConnection($"kept{i}")).ToList();

        await Task.WhenAll(kept.Select(connection => Task.Run(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                _users.TryAdd(Anna, connection, int.MaxValue).ShouldBeTrue();
                _users.Remove(Anna, connection);
            }
            _users.TryAdd(Anna, connection, int.MaxValue).ShouldBeTrue();
        }, TestContext.Current.CancellationToken)));

        _users.Deliver(From(Billy, Anna)).ShouldBe(Workers);
        kept.ShouldAllBe(connection => connection.Sent.Count == 1);
    }

    private static Envelope From(UserName from, UserName to) => new(new MessageId("m"), from, to, "42[\"im\",{}]"u8.ToArray());
}
