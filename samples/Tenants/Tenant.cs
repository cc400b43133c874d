using System.Security.Cryptography;
using System.Text;
using Gossamer.SocketIO;

namespace Tenants;

/// <summary>A tenant and what it uses at this moment.</summary>
internal sealed class Tenant(string name, TenantLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private int _sockets;
    private double _messages = limits.MessagesPerSecond; // of a token bucket
    private long _filled = time.GetTimestamp();
    private volatile bool _isRemoved;

    public string Namespace { get; } = TenantDirectory.Prefix + name;

    public string Key { get; } = RandomNumberGenerator.GetHexString(32);

    public bool IsRemoved => _isRemoved;

    /// <summary>In a time that tells nothing of where the two differ.</summary>
    public bool HasKey(string? key) =>
        key is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(Key));

    public bool TryAddSocket()
    {
        lock (_gate)
        {
            if (_sockets >= limits.MaxSockets)
                return false;
            _sockets++;
            return true;
        }
    }

    public void RemoveSocket()
    {
        lock (_gate)
            _sockets--;
    }

    /// <summary>One at a time, so that no two clients make the last room that there may be.</summary>
    public bool TryJoin(Socket socket, string room)
    {
        lock (_gate)
        {
            var rooms = socket.Namespace.Adapter.Rooms;
            if (rooms.Count >= limits.MaxRooms && !rooms.Contains(room, StringComparer.Ordinal))
                return false;
            socket.Join(room);
            return true;
        }
    }

    public bool TryTakeMessage()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var more = time.GetElapsedTime(_filled, now).TotalSeconds * limits.MessagesPerSecond;
            (_messages, _filled) = (Math.Min(limits.MessagesPerSecond, _messages + more), now);
            if (_messages < 1)
                return false;
            _messages--;
            return true;
        }
    }

    public void Remove() => _isRemoved = true;
}
