using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Tests.Chat;

/// <summary>A mesh of one server, whose outcomes a test may hold back.</summary>
internal sealed class FakeMesh(LocalUsers users) : IChatMesh, IUserNames
{
    private readonly Dictionary<UserName, int> _connections = [];

    public List<Envelope> Routed { get; } = [];

    /// <summary>When set, the outcome of every message.</summary>
    public Func<ValueTask<DeliveryOutcome>>? Outcome { get; set; }

    public Action? Changed { get; set; }

    public long Version { get; private set; }

    public int AddConnection(UserName user) => Count(user, 1);

    public int RemoveConnection(UserName user) => Count(user, -1);

    public int ConnectionsOf(string user) => _connections.GetValueOrDefault(Name(user));

    public string[] ToSorted() => [.. _connections.Keys.Order().Select(user => user.Value)];

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
        var before = _connections.GetValueOrDefault(user);
        var after = before + change;
        after.ShouldBeGreaterThanOrEqualTo(0);
        _connections[user] = after;
        if (after == 0)
            _connections.Remove(user);
        if (before == 0 || after == 0)
        {
            Version++;
            Changed?.Invoke();
        }
        return after;
    }
}
