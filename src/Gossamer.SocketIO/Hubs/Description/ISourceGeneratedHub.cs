using System.ComponentModel;

namespace Gossamer.SocketIO.Hubs;

/// <summary>
/// A hub class whose methods can be called: the source generator adds this to every hub class that is <c>partial</c> and not abstract.
/// </summary>
/// <typeparam name="THub">The class itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISourceGeneratedHub<THub>
    where THub : SocketHub
{
    /// <summary>How it is made and called.</summary>
    static abstract SocketHubDescriptor<THub> Describe();
}
