using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Gossamer.Server.Http;

/// <summary>
/// The files that are worth it in one compressed form, made when a file is first asked for and kept: compression costs milliseconds, and
/// whoever asks costs nothing. There are as many as the page has files, of under 1 MiB together.
/// </summary>
internal sealed class CompressedFiles(IFileProvider files, string coding, Func<Stream, Stream> compress) : IFileProvider
{
    private static readonly string[] Extensions = [".html", ".css", ".js", ".svg", ".map"];

    private readonly ConcurrentDictionary<string, Lazy<IFileInfo>> _kept = new(StringComparer.Ordinal);

    /// <summary>The name of the form in HTTP headers.</summary>
    public string Coding => coding;

    public static CompressedFiles Brotli(IFileProvider files) =>
        new(files, "br", static to => new BrotliStream(to, CompressionLevel.Optimal, leaveOpen: true));

    public static CompressedFiles Gzip(IFileProvider files) =>
        new(files, "gzip", static to => new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true));

    public IFileInfo GetFileInfo(string subpath)
    {
        if (!Extensions.Contains(Path.GetExtension(subpath), StringComparer.OrdinalIgnoreCase)
            || files.GetFileInfo(subpath) is not { Exists: true, PhysicalPath: { } path } file)
            return new NotFoundFileInfo(subpath);
        // By the path on disk: a file has one of those, however a request spells it.
        return _kept.GetOrAdd(path, _ => new(() => Compress(file))).Value;
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    /// <returns>No file when it would not be smaller.</returns>
    private IFileInfo Compress(IFileInfo file)
    {
        using var compressed = new MemoryStream();
        using (var source = file.CreateReadStream())
        using (var target = compress(compressed))
            source.CopyTo(target);
        return compressed.Length < file.Length ? new Kept(file, compressed.ToArray()) : new NotFoundFileInfo(file.Name);
    }

    private sealed class Kept(IFileInfo file, byte[] content) : IFileInfo
    {
        public bool Exists => true;

        public bool IsDirectory => false;

        public DateTimeOffset LastModified { get; } = file.LastModified;

        public long Length => content.Length;

        public string Name { get; } = file.Name;

        public string? PhysicalPath => null; // the plain file is there

        public Stream CreateReadStream() => new MemoryStream(content, writable: false);
    }
}
