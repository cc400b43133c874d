namespace Gossamer.Mesh.Simulation;

/// <summary>When a session sent something: within one moment, between answers.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Answers">How many answers the session had got by then.</param>
internal readonly record struct SentAt(long Time, int Answers);
