using System.Diagnostics;

namespace Gossamer.SocketIO;

/// <content>The trace that the socket began with.</content>
public sealed partial class Socket
{
    /// <summary>To the CONNECT, from the activities of the socket's events; null where nobody listened to it.</summary>
    internal ActivityLink[]? Links { get; private set; }

    internal void LinkTo(Activity? connect)
    {
        if (connect is not null)
            Links = [new ActivityLink(connect.Context)];
    }
}
