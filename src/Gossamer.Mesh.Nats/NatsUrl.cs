namespace Gossamer.Mesh.Nats;

/// <summary>Addresses of NATS as they are configured.</summary>
public static class NatsUrl
{
    /// <summary>Whether a text is the address of NATS, or several, separated by commas.</summary>
    /// <param name="text">The text.</param>
    public static bool IsValid(string? text) => text is { Length: > 0 } && text.Split(',').All(static one =>
        Uri.TryCreate(one.Trim(), UriKind.Absolute, out var url) && url.Scheme is "nats" or "tls" or "ws" or "wss" && url.Host.Length > 0);
}
