namespace Gossamer.Server.Presence;

/// <summary>What became of a <c>watch</c> or <c>unwatch</c>.</summary>
internal enum WatchResult
{
    Done,

    /// <summary>The connection did not identify with <c>presence: "watched"</c>.</summary>
    NotWatching,

    /// <summary>It would watch more names than one connection may.</summary>
    TooMany,

    /// <summary>All connections together, or those of its address, would watch more names than they may.</summary>
    TooManyInAll,
}
