namespace Gossamer.Server.Limits;

/// <summary>What clients do that is limited by rate, each kind by itself.</summary>
internal enum EventKind
{
    /// <summary><c>im</c>.</summary>
    Message,

    /// <summary><c>identify</c>.</summary>
    Identify,

    /// <summary><c>watch</c> and <c>unwatch</c>.</summary>
    Watch,

    /// <summary>To come back to a session, by CONNECT or <c>identify</c>: all servers are asked for it.</summary>
    Return,

    /// <summary>A message on its way to one connection of its recipient or of its sender: one <c>im</c> may be many.</summary>
    Delivery,

    /// <summary>A byte of a message: of its text, and of what is beside it (<see cref="RateOptions.FrameBytes"/>).</summary>
    Byte,

    /// <summary>As <see cref="Delivery"/>, of a signal.</summary>
    SignalDelivery,

    /// <summary><c>file</c>, once for each 4 KiB of it, and once more.</summary>
    File,

    /// <summary>4 KiB of a file on its way to one connection.</summary>
    FileDelivery,
}
