namespace Gossamer.Mesh.Simulation;

/// <content>Servers come into the mesh, leave it, and are thought to have left it.</content>
internal sealed partial class ClientFaults
{
    private const int LeastMembers = 2;

    private static readonly TimeSpan LongestNew = TimeSpan.FromSeconds(15); // a server that some never hear of takes clients all the same

    private void BeginSmall()
    {
        var absent = 1 + _dice.Below(Math.Max(1, _world.Setting.Nodes - LeastMembers));
        for (var slot = _world.Setting.Nodes - 1; absent > 0 && _world.Discovery.Members.Count > LeastMembers; slot--, absent--)
            _world.Discovery.Remove(slot);
    }

    private void Grow()
    {
        var absent = Enumerable.Range(0, _world.Setting.Nodes)
            .Where(slot => !_world.Discovery.IsMember(slot) && _world.Servers[slot] is not { IsDead: false }).ToArray();
        if (absent.Length == 0)
            return;
        var slot = _dice.Of(absent);
        _world.Clients.HadMemberReturn |= _world.Servers[slot] is not null;
        _world.Discovery.Add(slot);
        StartServer(slot);
        var server = _world.Servers[slot]!;
        server.IsNew = true;
        AwaitLinks(server, _world.Timeline.Now + LongestNew.Ticks);
    }

    private void AwaitLinks(Server server, long until)
    {
        if (_world.Timeline.Now >= until || _world.Live.All(other => other == server || other.Node.IsThere(server.Id)))
            server.IsNew = false;
        else
            _world.Lane.After(TimeSpan.TicksPerMillisecond * 100, () => AwaitLinks(server, until));
    }

    private void Shrink()
    {
        if (_world.Discovery.Members.Count <= LeastMembers || Any(s => s is { IsActive: true, IsDraining: false }) is not { } server)
            return;
        _world.Discovery.Remove(server.Slot);
        _world.Trace.Add("drain", server.Slot);
        server.Drain(_world.Lane);
    }

    private void Flicker()
    {
        if (Any(static s => s.IsActive) is { } server && Any(s => s.IsLive && s != server) is { } other)
            _world.Discovery.Flicker(server, other.Slot);
    }
}
