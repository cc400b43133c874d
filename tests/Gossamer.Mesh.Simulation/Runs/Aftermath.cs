namespace Gossamer.Mesh.Simulation;

/// <summary>A healed mesh is not only true but of use: changes are seen and messages arrive at once.</summary>
internal static class Aftermath
{
    internal static void Check(World world)
    {
        var dice = Dice.For(world.Seed, -3);
        foreach (var server in world.Live)
        {
            server.Join(dice.Of(world.Names));
            if (dice.Chance(0.5))
                server.Leave(dice.Of(server.Users.Keys.Order().ToArray()));
        }

        world.Timeline.RunFor(3 * world.Setting.LatencyMax);
        var truth = Truth.Of(world);
        foreach (var server in world.Live)
            DeliveryLedger.Require(Truth.Difference(server, truth) is null, "changes-seen", $"{Truth.Difference(server, truth)}");

        List<(DeliveryLedger.Entry Entry, int Expected)> sent = [];
        foreach (var server in world.Live)
            foreach (var user in world.Names.Take(3))
            {
                var expected = truth.GetValueOrDefault(user)?.Sum(p => p.Connections) ?? 0;
                sent.Add((world.Ledger.Send(server, dice.Of(world.Names), user), expected));
            }

        world.Timeline.RunFor(4 * world.Setting.LatencyMax);
        foreach (var (entry, expected) in sent)
        {
            DeliveryLedger.Require(entry.Outcome.IsCompleted, "delivered", $"message {entry.Number} has no outcome");
            var outcome = entry.Outcome.Result;
            DeliveryLedger.Require(
                outcome.Delivered == expected || outcome.Reasons.Contains(UnreachableReason.QueueFull), "delivered",
                $"message {entry.Number} from {entry.From} to {entry.To} reached {outcome.Delivered} connections, not {expected}: "
                + $"{string.Join(", ", entry.TakenAt)}, not {string.Join(", ", outcome.Unreachable.Zip(outcome.Reasons))}");
        }
    }
}
