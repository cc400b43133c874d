using System.Text;

namespace Gossamer.Server.Terminal;

/// <summary>Reads lines, and no more of one than may be kept: a file without line ends must not fill the memory.</summary>
internal sealed class LineReader(TextReader input, int maxLength)
{
    private const int BlockSize = 4096;

    private readonly char[] _block = new char[BlockSize];
    private int _at;
    private int _length;

    /// <summary>The next line, without its end; null after the last.</summary>
    public async Task<InputText?> ReadAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var (isCut, isAny) = (false, false);
        while (_at < _length || await FillAsync(cancellation))
        {
            isAny = true;
            var rest = _block.AsSpan(_at, _length - _at);
            var end = rest.IndexOf('\n');
            var part = end < 0 ? rest : rest[..end];
            isCut |= line.Length + part.Length > maxLength;
            line.Append(part[..Math.Min(part.Length, maxLength - line.Length)]);
            _at += part.Length + (end < 0 ? 0 : 1);
            if (end >= 0)
                break;
        }

        return isAny ? new InputText(line.ToString().TrimEnd('\r'), isCut) : null;
    }

    /// <summary>Standard input knows no cancelling: the wait for it ends, the reading does not.</summary>
    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        (_at, _length) = (0, await input.ReadAsync(_block, CancellationToken.None).AsTask().WaitAsync(cancellation));
        return _length > 0;
    }
}
