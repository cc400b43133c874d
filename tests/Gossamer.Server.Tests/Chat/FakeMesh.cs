using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Tests.Chat;

/// <summary>A mesh of one server, whose outcomes a test may hold back.</summary>
internal sealed class FakeMesh(ConnectionRegistry users) : IChatMesh, IOnlineUsers
{
    private static readonly NodeId Node = new("server-1");

    private readonly UserDirectory _directory = new();

    public List<Envelope> Routed { get; } = [];

    /// <summary>When set, the outcome of every message.</summary>
    public Func<ValueTask<DeliveryOutcome>>? Outcome { get; set; }

    public Action? Changed { get; set; }

    public UserSnapshot Current => _directory.Current;

    public int AddConnection(UserName user) => Count(user, 1);

    public int RemoveConnection(UserName user) => Count(user, -1);

    public int ConnectionsOf(string user) => _directory.Find(Name(user)).TotalConnections;

    public ValueTask<DeliveryOutcome> RouteAsync(Envelope message)
    {
        Routed.Add(message);
        var delivered = users.Deliver(message);
        return Outcome?.Invoke() ?? ValueTask.FromResult(new DeliveryOutcome(delivered, delivered > 0 ? 1 : 0, []));
    }

    public static UserName Name(string text)
    {
        UserName.TryCreate(text, out var name, out var problem).ShouldBeTrue(problem);
        return name;
    }

    private int Count(UserName user, int change)
    {
        var after = _directory.Find(user).TotalConnections + change;
        after.ShouldBeGreaterThanOrEqualTo(0);
        if (_directory.Set(Node, user, after).NamesChanged)
            Changed?.Invoke();
        return after;
    }
}
