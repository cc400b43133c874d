namespace Gossamer.Server.Configuration;

/// <summary>NATS, over which servers reach each other: <c>"engine": "nats"</c> in the mesh's section.</summary>
/// <param name="Url">Where it is.</param>
/// <param name="Credentials">A file of credentials; null: none.</param>
/// <param name="Authorities">A file of certificate authorities; null: those of the system.</param>
/// <param name="Advertise">Where other servers find this one by HTTP; null: at its own address.</param>
internal sealed record NatsSection(string Url, string? Credentials, string? Authorities, Uri? Advertise);
