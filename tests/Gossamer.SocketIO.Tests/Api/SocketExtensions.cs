namespace Gossamer.SocketIO.Tests.Api;

internal static class SocketExtensions
{
    /// <summary>The reason when the socket has ended and everything about it is done.</summary>
    public static async Task<DisconnectReason> Gone(this Socket socket)
    {
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        socket.OnDisconnect(reason.SetResult);
        return await reason.Task.WaitAsync(TimeSpan.FromSeconds(15), ApiServer.Cancelled);
    }
}
