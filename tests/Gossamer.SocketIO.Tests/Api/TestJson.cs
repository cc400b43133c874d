using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossamer.SocketIO.Tests.Api;

internal record Login(string Token, int Age);

internal sealed record Picture(string Name, ReadOnlyMemory<byte> Bytes, byte[] Thumbnail);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(Picture))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(int))]
internal sealed partial class TestJson : JsonSerializerContext;
