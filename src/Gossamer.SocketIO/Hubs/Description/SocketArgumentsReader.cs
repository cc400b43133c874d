using System.ComponentModel;

namespace Gossamer.SocketIO.Hubs;

/// <summary>Reads all arguments of a call. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate TArguments SocketArgumentsReader<TArguments>(ref SocketArgumentReader reader);
