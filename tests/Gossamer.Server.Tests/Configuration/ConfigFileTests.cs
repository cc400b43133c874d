using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Tests.Configuration;

public sealed class ConfigFileTests
{
    private const string Entry = """{"id":"a","ip":"127.0.0.1","port":3901}""";
    private const string Form = """{"id": "server-1", "ip": "127.0.0.1", "port": 3001}""";

    [Fact]
    public void TryParse_TheOldSystemsFile_GivesItsServersInOrder()
    {
        var config = Parse("""
            {"servers":[{"id":"server-1","ip":"127.0.0.1","port":3001}, {"id":"server-2","ip":"10.0.0.2","port":3001}]}
            """);

        config.Servers.Select(server => server.ToString()).ShouldBe(["server-1 at 127.0.0.1:3001", "server-2 at 10.0.0.2:3001"]);
        config.IsLoopbackOnly.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"comment":[1,{"x":null}],"servers":[{"protocol":"socket.io-1","id":"a","ip":"127.0.0.1","port":3901}]}""")]
    [InlineData("\uFEFF{\"servers\":[{\"id\":\"a\",\"ip\":\"::ffff:127.0.0.1\",\"port\":3901}]}")]
    public void TryParse_UnknownPropertiesByteOrderMarkAndMappedAddress_AreTolerated(string json) =>
        Parse(json).Servers.ShouldHaveSingleItem().ToString().ShouldBe("a at 127.0.0.1:3901");

    [Theory]
    [InlineData("", "line 1, column 1: broken JSON, ")]
    [InlineData("{\"servers\":[\n  {\"id\":\"a\",}\n]}", "line 2, column 13: broken JSON, ")]
    [InlineData("{\"servers\":[\r\n  {\"id\":\"Ünï😀\" \"ip\":1}\r\n]}", "line 2, column 17: broken JSON, ")]
    [InlineData("{\"servers\":[" + Entry + "]", "line 1, column 53: broken JSON, ")]
    [InlineData("{\"servers\":[" + Entry + "]} {}", "line 1, column 55: broken JSON, ")]
    [InlineData("{\"servers\":[],\"servers\":[]}", "Duplicate property 'servers'")]
    public void TryParse_BrokenJson_NamesLineAndColumn(string json, string start)
    {
        var line = Error(json);

        line.ShouldStartWith("config.json: " + start);
        line.ShouldNotContain("LineNumber");
        line.ShouldNotContain("reader options");
        line.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(",\"protocol\":\"gossamer\"", false)]
    [InlineData(",\"protocol\":\"socket.io-1\"", true)]
    public void TryParse_Protocol_SaysWhetherAServerIsOld(string property, bool isOld)
    {
        var json = Encoding.UTF8.GetBytes("{\"servers\":[{\"id\":\"a\",\"ip\":\"127.0.0.1\",\"port\":1" + property + "}]}");

        ConfigFile.TryParse("config.json", json, out var config, out var error).ShouldBeTrue(error?.ToString());

        config!.Servers[0].IsOld.ShouldBe(isOld);
        config.TryFind(new NodeId("a"), out _, out var notOurs).ShouldBe(!isOld);
        notOurs?.ToString().ShouldStartWith("config.json: servers[0].protocol: \"a\" is a server of the old system");
    }

    /// <summary>The content of the file; where it is wrong; how; the remedy.</summary>
    public static TheoryData<string, string, string, string> WrongFiles => new()
    {
        { "[]", "", "holds a list where an object is needed", $$"""Write {"servers": [{{Form}}]}""" },
        { "{}", "servers: ", "is missing", $"Add \"servers\": [{Form}]" },
        { """{"servers":{}}""", "servers: ", "is an object where a list is needed", $"Write \"servers\": [{Form}]" },
        { """{"servers":[]}""", "servers: ", "is empty", $"Add at least one server, such as {Form}" },
        { Servers(Entry, "3"), "servers[1]: ", "is a number where an object is needed", $"Write {Form}" },
        { Servers(Entry, """{"id":"a","ip":"127.0.0.1","port":2}"""), "servers[1].id: ", "\"a\" is already taken by servers[0]",
            "Give each server its own id" },
        { Servers(Entry, """{"id":"b","ip":"127.0.0.1","port":3901}"""), "servers[1].port: ",
            "127.0.0.1:3901 is already taken by servers[0]", "Give each server its own ip and port" },
    };

    /// <summary>An entry's id, ip and port; which of them is wrong; how.</summary>
    public static TheoryData<string, string, string> WrongEntries => new()
    {
        { """ "ip":"127.0.0.1","port":1""", "id", "is missing" },
        { """ "id":"a","port":1""", "ip", "is missing" },
        { """ "id":"a","ip":"127.0.0.1" """, "port", "is missing" },
        { """ "id":7,"ip":"127.0.0.1","port":1""", "id", "is a number where a string is needed" },
        { """ "id":"","ip":"127.0.0.1","port":1""", "id", "is empty" },
        { """ "id":"a b","ip":"127.0.0.1","port":1""", "id", "\"a b\" is too long or has spaces or control characters" },
        { """ "id":"\ud800","ip":"127.0.0.1","port":1""", "id", "is not valid Unicode" },
        { """ "id":"a","ip":null,"port":1""", "ip", "is null where a string is needed" },
        { """ "id":"a","ip":"300.1.1.1","port":1""", "ip", "\"300.1.1.1\" is not an IP address" },
        { """ "id":"a","ip":"1","port":1""", "ip", "\"1\" is not an IP address" },
        { """ "id":"a","ip":"127.0.0.1","port":"1" """, "port", "is a string where a number is needed" },
        { """ "id":"a","ip":"127.0.0.1","port":1,"protocol":"socket.io-2" """, "protocol", "\"socket.io-2\" is not a protocol" },
        { """ "id":"a","ip":"127.0.0.1","port":1,"protocol":null""", "protocol", "is null where a string is needed" },
        { """ "id":"a","ip":"127.0.0.1","port":0""", "port", "0 is not a port" },
        { """ "id":"a","ip":"127.0.0.1","port":70000""", "port", "70000 is not a port" },
        { """ "id":"a","ip":"127.0.0.1","port":80.5""", "port", "80.5 is not a port" },
        { """ "id":"a","ip":"127.0.0.1","port":true""", "port", "is a boolean where a number is needed" },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void TryParse_WrongContent_NamesKeyAndRemedy(string json, string place, string problem, string remedy) =>
        Error(json).ShouldBe($"config.json: {place}{problem}. {remedy}.");

    [Theory]
    [MemberData(nameof(WrongEntries))]
    public void TryParse_WrongEntry_NamesKeyAndRemedy(string entry, string key, string problem)
    {
        var remedy = (key, problem) switch
        {
            (_, "is missing") => $"Add \"{key}\", as in {Form}",
            ("id", _) => "Give a name of 1 to 64 characters, such as \"server-1\"",
            ("ip", _) => "Give an IPv4 or IPv6 address, such as \"127.0.0.1\"",
            ("protocol", _) => "Give \"socket.io-1\" for a server of the old system, \"gossamer\" or nothing for one of this program",
            _ => "Give a whole number from 1 to 65535",
        };

        Error(Servers(Entry, "{" + entry + "}")).ShouldBe($"config.json: servers[1].{key}: {problem}. {remedy}.");
    }

    [Fact]
    public void TryParse_NoUnicodeAnywhere_IsAnErrorAndNoException()
    {
        Error("""{"servers":[{"\ud800":1,"id":"a","ip":"127.0.0.1","port":1}]}""")
            .ShouldBe("config.json: holds a name that is not valid Unicode. Correct it.");
        Error([.. "{\"servers\":[{\"id\":\""u8, 0xff, .. "\",\"ip\":\"127.0.0.1\",\"port\":1}]}"u8])
            .ShouldStartWith("config.json: servers[0].id: is not valid Unicode. ");
    }

    [Fact]
    public void TryRead_NoSuchFile_SaysWhereItLooked()
    {
        ConfigFile.TryRead("nowhere/config.json", out var config, out var error).ShouldBeFalse();

        config.ShouldBeNull();
        error!.ToString().ShouldBe(
            $"nowhere/config.json: there is no such file (looked for {Path.GetFullPath("nowhere/config.json")}). "
            + "Start in the folder that holds it or give its path.");
    }

    [Fact]
    public void TryRead_AFolder_SaysThatItCannotBeRead()
    {
        ConfigFile.TryRead(Path.GetTempPath(), out _, out var error).ShouldBeFalse();

        error!.ToString().ShouldContain("cannot be read: ");
    }

    [Fact]
    public void TryRead_AFileFarTooLarge_IsRefusedUnread()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[(1 << 20) + 1]);
            ConfigFile.TryRead(path, out _, out var error).ShouldBeFalse();
            error!.ToString().ShouldContain("is larger than 1048576 bytes");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void TryFind_UnknownId_NamesTheKnownOnes()
    {
        var config = Parse("""{"servers":[""" + Entry + """,{"id":"b","ip":"127.0.0.1","port":2}]}""");

        config.TryFind(new NodeId("b"), out var self, out _).ShouldBeTrue();
        self!.Port.ShouldBe(2);
        config.TryFind(new NodeId("B"), out _, out var error).ShouldBeFalse();
        error!.ToString().ShouldBe("config.json: no server has the id \"B\". Use one of a, b.");
    }

    private static string Servers(params string[] entries) => $$"""{"servers":[{{string.Join(",", entries)}}]}""";

    private static ClusterConfig Parse(string json)
    {
        ConfigFile.TryParse("config.json", Encoding.UTF8.GetBytes(json), out var config, out var error).ShouldBeTrue(error?.ToString());
        return config!;
    }

    private static string Error(string json) => Error(Encoding.UTF8.GetBytes(json));

    private static string Error(byte[] utf8)
    {
        ConfigFile.TryParse("config.json", utf8, out _, out var error).ShouldBeFalse();
        return error!.ToString();
    }
}
