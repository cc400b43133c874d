using System.Net.Sockets;

namespace Gossamer.Server.Doctor;

/// <summary>Whether the server's port can be had, and who has it.</summary>
internal static class PortCheck
{
    private const string Name = "port";

    public static Finding Run(Patient patient)
    {
        var (at, id, file) = (patient.Self.EndPoint, patient.Self.Id.Value, patient.Config.File);
        var change = $"change the entry of {id} in {file}";
        switch (Listen(patient))
        {
            case null:
                return Finding.Ok(Name, $"{at} is free");
            case SocketError.AddressAlreadyInUse when PortOwner.Find(at.Port) is { } owner:
                return owner.Is(id)
                    ? Finding.Ok(Name, $"{at} is this server's: it runs, {owner.Shown}")
                    : Finding.Fault(Name, $"{at} is in use by {owner.Shown}", $"End that program or {change}");
            case SocketError.AddressAlreadyInUse:
                return Finding.Warning(
                    Name, $"{at} is in use; by whom, this user may not see", $"Unless it is {id} itself: end that program or {change}");
            case SocketError.AddressNotAvailable:
                return Finding.Fault(Name, $"{at.Address} is no address of this machine", $"Ask on the machine of {id}, or {change}");
            case SocketError.AccessDenied:
                return Finding.Fault(
                    Name, $"port {at.Port} needs more rights than this user has",
                    $"Grant them (AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit), or {change}");
            case var other:
                return Finding.Fault(Name, $"nothing can listen at {at}: {other}", $"{char.ToUpperInvariant(change[0])}{change[1..]}");
        }
    }

    private static SocketError? Listen(Patient patient)
    {
        try
        {
            using var listener = new TcpListener(patient.Self.EndPoint);
            listener.Start();
            return null;
        }
        catch (SocketException refused)
        {
            return refused.SocketErrorCode;
        }
    }
}
