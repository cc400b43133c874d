namespace Gossamer.Bench.Micro;

/// <summary>The event that everything is measured with: 60 bytes on the wire.</summary>
internal static class Samples
{
    public static byte[] Json { get; } = """["message",{"from":"anna","to":"billy","text":"good day"}]"""u8.ToArray();

    public static byte[] Frame { get; } = [.. "42"u8, .. Json];
}
