using System.Security.Cryptography;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class SessionIdTests
{
    [Fact]
    public void Derive_OfAnId_IsOfTheDocumentedHash()
    {
        var pid = SessionId.New();
        var hash = SHA256.HashData(Wire.Text("Gossamer.SocketIO socket id\0" + pid));
        var expected = Convert.ToBase64String(hash)[..20].Replace('+', '-').Replace('/', '_');

        SessionId.Derive(pid).ShouldBe(expected);
        SessionId.IsWellFormed(expected).ShouldBeTrue();
    }

    /// <summary>Servers of different versions have to agree on it.</summary>
    [Fact]
    public void Derive_OfAKnownId_StaysWhatItIs() => SessionId.Derive("AbcdefghijKLMNOP-_09").ShouldBe("sCZL_HwXVfrO8nUz_ftH");

    [Fact]
    public void IsWellFormed_OfNewIds_IsTrue()
    {
        for (var i = 0; i < 100; i++)
            SessionId.IsWellFormed(SessionId.New()).ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("AbcdefghijKLMNOP-_0")]
    [InlineData("AbcdefghijKLMNOP-_09x")]
    [InlineData("AbcdefghijKLMNOP-_0.")]
    [InlineData("AbcdefghijKLMNOP-_0\"")]
    [InlineData("AbcdefghijKLMNOP-_0ä")]
    public void IsWellFormed_OfWhatNoServerMade_IsFalse(string id) => SessionId.IsWellFormed(id).ShouldBeFalse();
}
