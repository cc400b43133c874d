using Gossamer.Mesh;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;

namespace Gossamer.Server.Tests.Presence;

/// <summary>A real directory, whose users a test sets all at once.</summary>
internal sealed class FakeOnlineUsers : IOnlineUsers
{
    private static readonly NodeId Node = new("server-1");

    private readonly UserDirectory _directory = new();

    public FakeOnlineUsers(params string[] names) => Set(names);

    /// <summary>How often the names were asked for.</summary>
    public int Reads { get; private set; }

    public Action? OnRead { get; set; }

    public UserSnapshot Current
    {
        get
        {
            Reads++;
            var before = _directory.Current;
            OnRead?.Invoke();
            return before;
        }
    }

    public void Set(params string[] now) => _directory.Replace(Node, now.ToDictionary(FakeMesh.Name, _ => 1));
}
