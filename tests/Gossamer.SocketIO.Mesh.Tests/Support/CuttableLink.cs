using System.Net;
using System.Net.Sockets;
using TcpSocket = System.Net.Sockets.Socket;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Carries the connections of one server to another one, until it is cut.</summary>
internal sealed class CuttableLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpSocket> _carried = [];
    private readonly Task _accepting;
    private bool _isCut;

    public CuttableLink(int target)
    {
        _listener.Start();
        _accepting = AcceptAsync(target);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends all connections; new ones end at once.</summary>
    public void Cut()
    {
        lock (_carried)
        {
            _isCut = true;
            foreach (var socket in _carried)
                socket.Dispose();
            _carried.Clear();
        }
    }

    public void Heal()
    {
        lock (_carried)
            _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync(int target)
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptSocketAsync(_end.Token), target);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task CarryAsync(TcpSocket near, int target)
    {
        var far = new TcpSocket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target, _end.Token);
            lock (_carried)
            {
                if (_isCut)
                    throw new OperationCanceledException();
                _carried.AddRange([near, far]);
            }

            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // cut, or nobody is there
        }

        near.Dispose();
        far.Dispose();
    }

    private static async Task CopyAsync(TcpSocket from, TcpSocket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(buffer)) > 0)
                await to.SendAsync(buffer.AsMemory(0, count));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // cut
        }
    }
}
