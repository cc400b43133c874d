using System.Text.Json.Serialization;

namespace Gossamer.Server.Identity;

/// <summary>How a denial goes to the client, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccessDenial))]
internal sealed partial class AccessDenialJson : JsonSerializerContext;
