using System.Text.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.SocketClient;

/// <summary>A packet of the main namespace, from the server.</summary>
/// <param name="Type">CONNECT, CONNECT_ERROR, EVENT, ACK or DISCONNECT.</param>
/// <param name="AckId">The number of the event that it answers.</param>
/// <param name="Data">JSON as the type wants it; undefined if there is none.</param>
internal readonly record struct ServerPacket(PacketType Type, long? AckId, JsonElement Data);
