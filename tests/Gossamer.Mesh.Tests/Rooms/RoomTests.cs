namespace Gossamer.Mesh.Tests;

/// <summary>Three servers, and sessions that are in a room.</summary>
public abstract class RoomTests
{
    private protected SimNetwork Net { get; } = new();

    private protected (SimNode A, SimNode B, SimNode C) Three(Action<MeshOptions>? configure = null)
    {
        var (a, b, c) = (Net.Start("n1", of: 3, configure), Net.Start("n2", of: 3, configure), Net.Start("n3", of: 3, configure));
        Net.Run(6); // so that resuming awaits nobody who was never there
        return (a, b, c);
    }

    private protected SimSession Join(SimNode node, string user)
    {
        var session = node.Begin(user, user);
        Run(session.Join("tea")).Result.ShouldBe(RoomJoin.Joined);
        return session;
    }

    private protected Task<T> Run<T>(Task<T> task, double seconds = 0.3)
    {
        if (seconds > 0)
            Net.Run(seconds);
        else
            Net.Pump();
        return task;
    }
}
