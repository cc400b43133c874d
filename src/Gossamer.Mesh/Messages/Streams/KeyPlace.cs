namespace Gossamer.Mesh;

/// <summary>Where the log of an origin has a message that its sender may repeat: the deduplication record.</summary>
/// <param name="Key">Sender and id.</param>
/// <param name="Origin">Which life of which server numbered it.</param>
/// <param name="Number">Its number there.</param>
/// <param name="At">When it was accepted there, in ms since 1970.</param>
internal readonly record struct KeyPlace(MessageKey Key, Origin Origin, ulong Number, long At);
