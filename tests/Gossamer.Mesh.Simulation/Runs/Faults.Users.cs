namespace Gossamer.Mesh.Simulation;

internal sealed partial class Faults
{
    private void Join()
    {
        if (Any(s => s.IsActive) is not { } server)
            return;
        for (var i = _dice.Below(4); i >= 0; i--)
        {
            var user = _dice.Of(_world.Names);
            _world.Trace.Add("join", server.Slot, -1, user.Value.Length, user.Value);
            server.Join(user);
        }
    }

    private void Leave()
    {
        if (Any(s => s.IsActive && s.Users.Count > 0) is not { } server)
            return;
        for (var i = _dice.Below(4); i >= 0 && server.Users.Count > 0; i--)
        {
            var user = _dice.Of(server.Users.Keys.Order().ToArray());
            _world.Trace.Add("leave", server.Slot, -1, user.Value.Length, user.Value);
            server.Leave(user);
        }
    }

    private void Talk()
    {
        if (Any(s => s.IsActive) is not { } server)
            return;
        for (var i = _dice.Below(6); i >= 0 && server.IsActive; i--)
        {
            var known = server.Node.Directory.NamesInOrder();
            var to = known.Length == 0 || _dice.Chance(0.1) ? _dice.Of(_world.Names) : _world.NameOf(_dice.Of(known));
            _world.Ledger.Send(server, _dice.Of(_world.Names), to);
            _world.Ledger.Repeat(server);
            if (_dice.Chance(0.2))
                _world.Timeline.RunFor(_dice.Seconds(0, 0.1));
        }
    }

    // Messages, receipts or both are lost with the connection and have to go again.
    private void TalkThroughBreak()
    {
        Talk();
        _world.Timeline.RunFor(_dice.Seconds(0, 2 * _world.Setting.LatencyMax.TotalSeconds));
        BreakOne();
        Talk();
    }
}
