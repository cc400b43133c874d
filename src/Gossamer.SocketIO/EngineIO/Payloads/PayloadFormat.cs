namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>How the packets of one HTTP body are told apart.</summary>
internal enum PayloadFormat : byte
{
    /// <summary>Revision 4: separated by U+001E.</summary>
    V4,

    /// <summary>Revision 3 as text: each behind its length in UTF-16 units.</summary>
    V3Text,

    /// <summary>Revision 3 as bytes: each behind its kind and its length in bytes.</summary>
    V3Binary,
}
