using System.Text.Json.Serialization;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>How a string is written where there is no reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class OffsetJson : JsonSerializerContext;
