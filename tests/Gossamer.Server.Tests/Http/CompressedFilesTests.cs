using System.IO.Compression;
using System.Text;
using Gossamer.Server.Http;
using Microsoft.Extensions.FileProviders;

namespace Gossamer.Server.Tests.Http;

public sealed class CompressedFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gossamer-");
    private readonly PhysicalFileProvider _files;

    public CompressedFilesTests()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "page.html"), new string('a', 10_000));
        File.WriteAllText(Path.Combine(_folder.FullName, "short.js"), "a");
        File.WriteAllText(Path.Combine(_folder.FullName, "picture.png"), new string('a', 10_000));
        _files = new(_folder.FullName);
    }

    public void Dispose()
    {
        _files.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void GetFileInfo_APage_IsCompressedOnce()
    {
        var compressed = CompressedFiles.Brotli(_files);

        var file = compressed.GetFileInfo("/page.html");

        file.Length.ShouldBeLessThan(100);
        using var content = new StreamReader(new BrotliStream(file.CreateReadStream(), CompressionMode.Decompress), Encoding.UTF8);
        content.ReadToEnd().ShouldBe(new string('a', 10_000));
        compressed.GetFileInfo("//page.html").ShouldBeSameAs(file);
    }

    [Theory]
    [InlineData("/short.js")] // would not be smaller
    [InlineData("/picture.png")]
    [InlineData("/nothing.html")]
    public void GetFileInfo_WhatIsNotWorthIt_IsNotThere(string path) =>
        CompressedFiles.Gzip(_files).GetFileInfo(path).Exists.ShouldBeFalse();
}
