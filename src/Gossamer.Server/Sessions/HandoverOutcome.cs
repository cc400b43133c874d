namespace Gossamer.Server.Sessions;

/// <summary>What became of a session that was on its way to another server.</summary>
internal enum HandoverOutcome
{
    /// <summary>It is there.</summary>
    Taken,

    /// <summary>It is here again: the other server does not want it, or was not heard.</summary>
    NotTaken,

    /// <summary>It is here again, for a third server that has its client, or since that is back here.</summary>
    Withdrawn,
}
