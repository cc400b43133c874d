using Microsoft.Extensions.Options;

namespace Gossamer.Mesh;

/// <summary>All registered transports as one: the first that serves a peer opens the links to it.</summary>
internal sealed class MeshTransports : IMeshTransport
{
    private const string Remedy =
        "Register one on what AddMesh() returns: AddDirect() for servers of this kind, AddLegacy() for those of the old system.";

    private readonly IMeshTransport[] _transports;

    /// <exception cref="OptionsValidationException">There is no transport, or none that serves some peer; says all that is
    /// wrong.</exception>
    internal MeshTransports(IEnumerable<IMeshTransport> transports, MeshOptions options)
    {
        _transports = [.. transports];
        if (_transports.Length == 0)
            throw Fault([$"The mesh has no transport{NamesOf(options.Peers)}. {Remedy}"]);
        if (options.Peers.Where(peer => !Serves(peer)).Select(Unserved).ToArray() is { Length: > 0 } faults)
            throw Fault(faults);
    }

    public bool Serves(MeshPeer peer) => Find(peer) is not null;

    public ILinkChannel Open(MeshPeer peer, ILinkSender sender) =>
        (Find(peer) ?? throw new InvalidOperationException(Unserved(peer))).Open(peer, sender);

    private static string Unserved(MeshPeer peer) => $"No transport serves peer '{peer.Id}' at {peer.Address}. {Remedy}";

    private static string NamesOf(IList<MeshPeer> peers) =>
        peers.Count == 0 ? "" : $" for its peers {string.Join(", ", peers.Select(static peer => $"'{peer.Id}'"))}";

    private static OptionsValidationException Fault(IEnumerable<string> faults) =>
        new(Options.DefaultName, typeof(MeshOptions), faults);

    private IMeshTransport? Find(MeshPeer peer) => Array.Find(_transports, transport => transport.Serves(peer));
}
