namespace Gossamer.Server.Logging;

/// <summary>How lines of the log are written.</summary>
internal enum LogFormat
{
    /// <summary>For people: <c>12:00:00.123 info  server-1 ChatSession: Anna connected</c>.</summary>
    Text,

    /// <summary>For programs: a JSON object a line (<see cref="JsonLineFormatter"/>).</summary>
    Json,
}
