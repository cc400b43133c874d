using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.EngineIO.ConnectionTakeover;

/// <summary>Stands before HTTP: lets it serve the connection, and then whoever took the connection over.</summary>
internal static class ConnectionTakeoverMiddleware
{
    public static ConnectionDelegate Before(ConnectionDelegate http) => connection => ServeAsync(connection, http);

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        if (await ServeHttpAsync(connection, http).ConfigureAwait(false) is { } taker)
            await taker(connection).ConfigureAwait(false);
    }

    // A method of its own: what HTTP had must not stay reachable from a variable of the method that goes on.
    private static async Task<Func<ConnectionContext, Task>?> ServeHttpAsync(ConnectionContext inner, ConnectionDelegate http)
    {
        var connection = new ConnectionTakeoverContext(inner);
        try
        {
            await http(connection).ConfigureAwait(false);
        }
        catch (Exception) when (connection.Taker is not null)
        {
            // The taker finds the connection as it is; a broken one it finds broken.
        }

        return connection.Taker;
    }
}
