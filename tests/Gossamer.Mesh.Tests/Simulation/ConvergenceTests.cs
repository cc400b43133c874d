using CsCheck;

namespace Gossamer.Mesh.Tests;

/// <summary>Whatever happens to three nodes: once it is over, all agree with the truth, and no message came twice or out of order.</summary>
public sealed class ConvergenceTests
{
    private const int Nodes = 3;

    private static readonly Gen<(int Op, int A, int B, int User)> GenStep =
        Gen.Select(Gen.Int[0, 13], Gen.Int[0, Nodes - 1], Gen.Int[0, Nodes - 1], Gen.Int[0, 7]);

    [Fact]
    public void AnySchedule_AfterHealing_DirectoriesEqualTheTruthAndMessagesCameOnceInOrder() =>
        GenStep.List[5, 60].Sample(steps => Play(steps), iter: 200);

    private static void Play(List<(int Op, int A, int B, int User)> steps)
    {
        var net = new SimNetwork();
        var nodes = Enumerable.Range(1, Nodes).Select(i => Start(net, i)).ToArray();
        List<(SimNode From, SimNode To, string Text, Task<DeliveryOutcome> Outcome)> sent = [];
        foreach (var (op, a, b, user) in steps)
            Step(net, nodes, sent, op, a, b, user);

        net.Heal();
        for (var i = 0; i < Nodes; i++)
            if (nodes[i].IsDead)
                nodes[i] = Start(net, i + 1);
        net.Run(16);
        CheckDirectories(nodes);
        CheckMessages(sent);
    }

    private static SimNode Start(SimNetwork net, int i)
    {
        net.Time.Advance(TimeSpan.FromMilliseconds(1));
        return net.Start($"n{i}", of: Nodes, o => o.SnapshotChunkUsers = 3);
    }

    private static void Step(
        SimNetwork net, SimNode[] nodes, List<(SimNode, SimNode, string, Task<DeliveryOutcome>)> sent, int op, int a, int b, int user)
    {
        var (node, other) = (nodes[a], nodes[b]);
        switch (op)
        {
            case <= 2 when !node.IsDead:
                node.Add($"u{user}");
                break;
            case 3 when !node.IsDead:
                node.Remove($"u{user}");
                break;
            case 4 when a != b:
                net.Cut(node, other);
                break;
            case 5:
                net.Heal();
                break;
            case 6 when a != b:
                net.BreakLink(node, other);
                break;
            case 7 when !node.IsDead:
                net.Crash(node, silently: user % 2 == 0);
                break;
            case 8 when node.IsDead:
                nodes[a] = Start(net, a + 1);
                break;
            case 9 when !node.IsDead && !other.IsDead && a != b:
                for (var i = 0; i < 3; i++)
                {
                    var text = $"{a}>{b}#{sent.Count}";
                    if (!other.Users.ContainsKey(SimNode.Name($"inbox{b}")))
                    {
                        other.Add($"inbox{b}");
                        net.Pump();
                    }

                    sent.Add((node, other, text, node.Send($"u{user}", $"inbox{b}", text)));
                    net.PumpSome(user);
                }

                break;
            case 10 when a != b: // what is under way on this link is lost
                net.PumpSome(user / 2);
                net.BreakLink(node, other);
                break;
            case 11 when a != b:
                net.PumpSome(user / 2);
                net.BreakLinks(node, other);
                break;
            default:
                net.Run(user * 0.7);
                break;
        }
    }

    private static void CheckDirectories(SimNode[] nodes)
    {
        var truth = nodes.SelectMany(n => n.Users.Select(u => (u.Key.Value, n.Id.Value, u.Value))).Order().ToArray();
        foreach (var node in nodes)
        {
            var known = node.Node.Directory.ToSortedNames()
                .SelectMany(name => node.Find(name).AsSpan().ToArray().Select(l => (name, l.Node.Value, l.Connections))).Order().ToArray();
            known.ShouldBe(truth, $"the directory of {node.Id}");
        }
    }

    private static void CheckMessages(List<(SimNode From, SimNode To, string Text, Task<DeliveryOutcome> Outcome)> sent)
    {
        foreach (var (from, to, text, outcome) in sent)
        {
            if (!from.IsDead)
                outcome.IsCompleted.ShouldBeTrue($"{text} has no outcome");
            if (outcome.IsCompleted && outcome.Result.Delivered > 0)
                to.Handed.Contains(text, StringComparer.Ordinal).ShouldBeTrue($"{text} was acknowledged");
        }

        foreach (var pair in sent.GroupBy(s => (s.From, s.To)))
        {
            var order = pair.Select(s => s.Text).ToList();
            var arrived = pair.Key.To.Handed.Where(t => order.Contains(t, StringComparer.Ordinal)).Select(t => order.IndexOf(t)).ToArray();
            arrived.ShouldBe([.. arrived.Distinct().Order()], "twice or out of order");
        }
    }
}
