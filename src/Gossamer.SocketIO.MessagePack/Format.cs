namespace Gossamer.SocketIO.MessagePack;

/// <summary>First bytes of values (MessagePack specification, "Formats").</summary>
internal static class Format
{
    public const byte FixMap = 0x80;
    public const byte FixArray = 0x90;
    public const byte FixString = 0xa0;
    public const byte Nil = 0xc0;
    public const byte False = 0xc2;
    public const byte True = 0xc3;
    public const byte Binary8 = 0xc4;
    public const byte Extension8 = 0xc7;
    public const byte Float32 = 0xca;
    public const byte Float64 = 0xcb;
    public const byte Unsigned8 = 0xcc;
    public const byte Unsigned64 = 0xcf;
    public const byte Integer8 = 0xd0;
    public const byte Integer64 = 0xd3;
    public const byte FixExtension1 = 0xd4;
    public const byte FixExtension16 = 0xd8;
    public const byte String8 = 0xd9;
    public const byte Array16 = 0xdc;
    public const byte Map16 = 0xde;
    public const byte NegativeFixInteger = 0xe0;

    /// <summary>Lengths and numbers below these stand in the first byte.</summary>
    public const int FixStringLength = 32;
    public const int FixCount = 16;
    public const int PositiveFixIntegers = 128;
    public const int LeastFixInteger = -32;
}
