using System.Collections.Immutable;
using System.Net.Security;
using Gossamer.Server.ClientLoop;

namespace Gossamer.Server.CommandLine;

/// <summary>Where a chat client connects to.</summary>
/// <param name="Addresses">In the order in which they are tried.</param>
/// <param name="Token">By what it is known.</param>
/// <param name="CertificateValidation">How certificates are checked; null: as the system does.</param>
internal sealed record ChatServers(
    ImmutableArray<Uri> Addresses, TokenSource Token, RemoteCertificateValidationCallback? CertificateValidation);
