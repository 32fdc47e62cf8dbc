using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Preparing;
using Ledger.Gs1.SerialLists;

namespace Ledger.Cli.Verbs;

/// <summary>Reads a serial list with errors that name line, field and cure.</summary>
internal static class SerialFile
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">All that is wrong in it.</exception>
    /// <exception cref="LedgerException">It can't be read.</exception>
    public static async Task<SerialList> ReadAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(path);
            var result = await SerialListReader.ReadAsync(stream, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken);
            return result.List ?? throw new InputException([.. result.Errors.Select(Gs1Errors.ToError)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name a serial list (docs/serial-list.md) that you may read.", "file", exception);
        }
    }

    /// <summary>The 1-based line of a serial in the file; 0 if it is nowhere as a field of its own.</summary>
    public static async Task<uint> LineOfAsync(string path, string serial, CancellationToken cancellationToken)
    {
        uint line = 0;
        await foreach (var text in File.ReadLinesAsync(path, cancellationToken))
        {
            line++;
            if (text.Split(',', ';', '\t').Any(field => string.Equals(field.Trim('"'), serial, StringComparison.Ordinal))) return line;
        }

        return 0;
    }
}
