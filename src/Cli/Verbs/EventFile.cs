using System.Text;
using System.Text.Json;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Anchors;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>A file of off-chain events: one a line, or a JSON array of them.</summary>
/// <param name="Events">The events as they stand in the file: lines without their ends, or elements of the array as they are written.</param>
/// <param name="Tree">The tree over them.</param>
internal sealed record EventFile(IReadOnlyList<string> Events, MerkleTree Tree)
{
    /// <summary>The largest file that is read.</summary>
    private const long SizeBytesMaximum = 256 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    /// <exception cref="LedgerException">It can't be read, is no UTF-8, or holds no events or too many.</exception>
    public static async Task<EventFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await TextAsync(path, cancellationToken);
        var events = text.AsSpan().TrimStart().StartsWith("[", StringComparison.Ordinal) ? OfArray(path, text) : OfLines(text);
        if (events.Length is 0 or > MerkleTree.MaximumCount)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' has {events.Length:N0} events.", $"Anchor 1 to {MerkleTree.MaximumCount:N0} at a time.", "file");
        }

        return new EventFile(events, MerkleTree.Of(events.Select(e => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(e))));
    }

    private static async Task<string> TextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(path).Length > SizeBytesMaximum) throw new IOException($"it is larger than {SizeBytesMaximum / 1024 / 1024} MB");
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            return Strict.GetString(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes);
        }
        catch (DecoderFallbackException exception)
        {
            throw new LedgerException(ErrorCode.FileEncoding, $"'{path}' is no UTF-8 text.", "Save it as UTF-8.", "file", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name a file of events: one a line, or a JSON array.", "file", exception);
        }
    }

    private static string[] OfLines(string text) => [.. text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0)];

    private static string[] OfArray(string path, string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. json.RootElement.EnumerateArray().Select(e => e.GetRawText())];
        }
        catch (JsonException exception)
        {
            throw new LedgerException(
                ErrorCode.FileSyntax, $"'{path}' begins like a JSON array and is none: {JsonFault.Describe(exception)}.", "Correct it, or write one event a line.", "file", exception);
        }
    }
}
