namespace Gossamer.Mesh;

/// <summary>The last message for a user of a life that is over and left its log here.</summary>
/// <param name="Life">The life.</param>
/// <param name="Number">The message's number there.</param>
/// <param name="Age">For how long it has been the last, in ms; up to <see cref="RecoveryTimes.History"/>.</param>
internal readonly record struct InheritedLast(Origin Life, ulong Number, long Age);
