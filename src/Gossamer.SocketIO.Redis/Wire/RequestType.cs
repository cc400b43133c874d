namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>What is asked of other servers: <c>type</c> of a request.</summary>
internal enum RequestType
{
    Sockets = 0,
    AllRooms = 1,
    RemoteJoin = 2,
    RemoteLeave = 3,
    RemoteDisconnect = 4,
    RemoteFetch = 5,
    ServerSideEmit = 6,
}
