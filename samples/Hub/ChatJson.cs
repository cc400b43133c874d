using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gossamer.Samples.Hubs;

/// <summary>The types that travel; plain ones are known.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ChatJson : JsonSerializerContext;
