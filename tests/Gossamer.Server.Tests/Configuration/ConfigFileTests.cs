using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Configuration;

namespace Gossamer.Server.Tests.Configuration;

public sealed class ConfigFileTests
{
    private const string Entry = """{"id":"a","ip":"127.0.0.1","port":3901}""";

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
    [InlineData("[]", "config.json: holds a list where an object is needed. Write {\"servers\": [")]
    [InlineData("{}", "config.json: servers: is missing. Add \"servers\": [")]
    [InlineData("""{"servers":{}}""", "config.json: servers: is an object where a list is needed. Write ")]
    [InlineData("""{"servers":[]}""", "config.json: servers: is empty. Add at least one server, such as ")]
    [InlineData("""{"servers":[""" + Entry + """,3]}""", "config.json: servers[1]: is a number where an object is needed. Write ")]
    [InlineData("""{"servers":[{"ip":"127.0.0.1","port":1}]}""", "config.json: servers[0].id: is missing. Add \"id\", as in ")]
    [InlineData("""{"servers":[{"id":"a","port":1}]}""", "config.json: servers[0].ip: is missing. Add \"ip\", as in ")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1"}]}""", "config.json: servers[0].port: is missing. Add \"port\", as in ")]
    [InlineData("""{"servers":[{"id":7,"ip":"127.0.0.1","port":1}]}""", "config.json: servers[0].id: is a number where a string is needed. Give a name of ")]
    [InlineData("""{"servers":[{"id":"","ip":"127.0.0.1","port":1}]}""", "config.json: servers[0].id: is empty. Give a name of 1 to 64 characters")]
    [InlineData("""{"servers":[{"id":"a b","ip":"127.0.0.1","port":1}]}""", "config.json: servers[0].id: \"a b\" is too long or has spaces")]
    [InlineData("""{"servers":[{"id":"\ud800","ip":"127.0.0.1","port":1}]}""", "config.json: servers[0].id: is not valid Unicode. ")]
    [InlineData("""{"servers":[{"id":"a","ip":null,"port":1}]}""", "config.json: servers[0].ip: is null where a string is needed. Give an IPv4 ")]
    [InlineData("""{"servers":[{"id":"a","ip":"300.1.1.1","port":1}]}""", "config.json: servers[0].ip: \"300.1.1.1\" is not an IP address. Give an IPv4 ")]
    [InlineData("""{"servers":[{"id":"a","ip":"1","port":1}]}""", "config.json: servers[0].ip: \"1\" is not an IP address. ")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":"1"}]}""", "config.json: servers[0].port: is a string where a number is needed. Give a whole number from 1 to 65535.")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":0}]}""", "config.json: servers[0].port: 0 is not a port. Give a whole number from 1 to 65535.")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":70000}]}""", "config.json: servers[0].port: 70000 is not a port. Give a whole number from 1 to 65535.")]
    [InlineData("""{"servers":[{"id":"a","ip":"127.0.0.1","port":80.5}]}""", "config.json: servers[0].port: 80.5 is not a port. ")]
    [InlineData("""{"servers":[""" + Entry + """,{"id":"a","ip":"127.0.0.1","port":2}]}""", "config.json: servers[1].id: \"a\" is already taken by servers[0]. Give each server its own id.")]
    [InlineData("""{"servers":[""" + Entry + """,{"id":"b","ip":"127.0.0.1","port":3901}]}""", "config.json: servers[1].port: 127.0.0.1:3901 is already taken by servers[0]. Give each server its own ip and port.")]
    public void TryParse_WrongContent_NamesKeyAndRemedy(string json, string start) => Error(json).ShouldStartWith(start);

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
