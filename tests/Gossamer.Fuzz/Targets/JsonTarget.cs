using System.Text.Json;
using System.Text.Unicode;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Fuzz.Targets;

/// <summary>Our check of JSON takes and refuses what the platform's reader does.</summary>
internal sealed class JsonTarget() : FuzzTarget(
    "json", "[\"im\",{\"from\":\"a\",\"n\":-1.5e+3,\"x\":[true,false,null]}]", " { } ", "\"\\u00e9\\n\"", "[[[[]]]]", "0", "-0.0E1")
{
    public override void Run(byte[] input)
    {
        if (Utf8.IsValid(input))
            FuzzFailure.Unless(JsonText.IsValid(input) == IsJson(input), "the check and the platform's reader differ");
    }

    private static bool IsJson(byte[] input)
    {
        var reader = new Utf8JsonReader(input);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
