namespace Gossamer.SocketIO.Generators.Model;

/// <summary>What comes of a call.</summary>
internal enum ResultKind
{
    /// <summary>Nothing but its end.</summary>
    Action,

    /// <summary>The answer.</summary>
    Function,

    /// <summary>A stream.</summary>
    Stream,
}
