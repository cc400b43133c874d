namespace Gossamer.Bench.Compare;

/// <param name="Name">For reports: <c>Gossamer</c>, <c>Gossamer, AOT</c>.</param>
/// <param name="Path">Of the executable.</param>
internal sealed record ServerProgram(string Name, string Path);

/// <param name="Servers">Gossamer.Server, in one build or several.</param>
/// <param name="Peers">The executable of Gossamer.Bench.Peers.</param>
/// <param name="NodeServer">The script of the Socket.IO server.</param>
internal sealed record Programs(IReadOnlyList<ServerProgram> Servers, string Peers, string NodeServer);
