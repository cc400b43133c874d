using Gossamer.Server.Presence;

namespace Gossamer.Server.Tests.Presence;

internal sealed class FakeNames(params string[] names) : IUserNames
{
    private string[] _names = names;

    public long Version { get; private set; }

    /// <summary>How often the names were asked for.</summary>
    public int Reads { get; private set; }

    public Action? OnRead { get; set; }

    public string[] ToSorted()
    {
        Reads++;
        var before = _names;
        OnRead?.Invoke();
        return before;
    }

    public void Set(params string[] now)
    {
        _names = now;
        Version++;
    }
}
