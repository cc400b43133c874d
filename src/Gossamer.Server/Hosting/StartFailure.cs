using System.Net.Sockets;
using Gossamer.Server.Logging;

namespace Gossamer.Server.Hosting;

/// <summary>Why a site could not start, in one line.</summary>
internal static class StartFailure
{
    public static string Describe(HostedSite site, Exception failure)
    {
        var (problem, remedy) = FindSocketError(failure) switch
        {
            SocketError.AddressAlreadyInUse =>
                ($"port {site.Address.Port} of {site.Address.Address} is in use", $"End the program that uses it or {site.Remedy}"),
            SocketError.AddressNotAvailable =>
                ($"{site.Address.Address} is no address of this machine", $"Start {site.Name} on its own machine or {site.Remedy}"),
            SocketError.AccessDenied =>
                ($"port {site.Address.Port} needs more rights than this user has", $"Grant them or {site.Remedy}"),
            _ => (failure.Message.TrimEnd('.'), "The log may say more"),
        };
        return OneLine.Of($"{site.Name} cannot start: {problem}. {remedy}.");
    }

    private static SocketError? FindSocketError(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
            if (failure is SocketException socket)
                return socket.SocketErrorCode;
        return null;
    }
}
