using Gossamer.Server.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Faults;

public sealed class StoppableServerTests
{
    private static readonly TimeSpan HealAfter = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();
    private readonly Switch _switch = new();
    private readonly StoppableServer _server;

    public StoppableServerTests() => _server = new(_switch, HealAfter, _time);

    [Fact]
    public void Stop_AndNobodyStartsIt_StartsByItself()
    {
        _server.Stop();
        _switch.State.ShouldBe(ServerState.Stopped);
        _time.Advance(TimeSpan.FromMinutes(4));
        _server.StartsIn.ShouldBe(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromMinutes(1));

        _switch.State.ShouldBe(ServerState.Running);
        _server.StartsIn.ShouldBeNull();
    }

    [Fact]
    public void Start_ByHand_IsTheOnlyStart()
    {
        _server.Stop();
        _server.Start();
        _time.Advance(HealAfter * 2);

        _switch.Starts.ShouldBe(1);
    }

    [Fact]
    public void Stop_OnceMore_BeginsTheTimeAnew()
    {
        _server.Stop();
        _time.Advance(TimeSpan.FromMinutes(4));
        _server.Stop();
        _time.Advance(TimeSpan.FromMinutes(4));

        _switch.State.ShouldBe(ServerState.Stopped);
    }

    private sealed class Switch : IServerSwitch
    {
        public ServerState State { get; private set; } = ServerState.Running;

        public int Starts { get; private set; }

        public Task StopAsync()
        {
            State = ServerState.Stopped;
            return Task.CompletedTask;
        }

        public Task StartAsync()
        {
            (State, Starts) = (ServerState.Running, Starts + 1);
            return Task.CompletedTask;
        }
    }
}
