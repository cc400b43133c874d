using Gossamer.Server.Json;

namespace Gossamer.Server.Http;

/// <summary><code>{"servers":["server-1"],"unreached":["server-2"]}</code></summary>
internal static class ReachedServers
{
    public static byte[] Write(IEnumerable<string> reached, IEnumerable<string> unreached)
    {
        var output = JsonOutput.Begin().Raw("""{"servers":["""u8);
        WriteAll(output, reached);
        WriteAll(output.Raw("""],"unreached":["""u8), unreached);
        return output.Raw("]}"u8).Take();
    }

    private static void WriteAll(JsonOutput output, IEnumerable<string> texts)
    {
        var isFirst = true;
        foreach (var text in texts)
        {
            output.Raw(isFirst ? ""u8 : ","u8).Text(text);
            isFirst = false;
        }
    }
}
