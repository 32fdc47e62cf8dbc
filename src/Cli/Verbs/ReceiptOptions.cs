using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>What a receipt says beside "all is well": on the command line as <c>ITEM=reason</c>, or in a file.</summary>
internal static class ReceiptOptions
{
    /// <summary>The most lines that a receipt file may have.</summary>
    private const int LinesMaximum = 1_024;

    private const long SizeBytesMaximum = 1024 * 1024;

    private static readonly Option<string[]> Refused = Each("--refuse", "An item that is refused, with the reason; the sender keeps it.");

    private static readonly Option<string[]> Missing = Each("--missing", "An item that did not come (reason too-few unless said).");

    private static readonly Option<string[]> Damaged = Each("--damaged", "An item that came damaged (reason damaged unless said); the sender keeps the title.");

    private static readonly Option<string?> FileOption = new("--file") { HelpName = "CSV", Description = "Lines of kind,item,reason,count instead: kind is refused, missing, damaged or overage." };

    /// <summary>Items that came and aren't part of the shipment.</summary>
    public static Option<string[]> Overages { get; } = Each("--overage", "An item that came too much (reason not-ordered unless said); '-' for one that the ledger does not know.");

    /// <summary>The options of exceptions.</summary>
    public static IEnumerable<Symbol> All => [Refused, Missing, Damaged, FileOption];

    /// <summary>Reads them.</summary>
    /// <exception cref="InputException">All that is wrong in the file.</exception>
    /// <exception cref="LedgerException">An option is wrong, or the file can't be read.</exception>
    public static async Task<ReceiptSpec> ReadAsync(ActRequest r, Bytes32 document, CancellationToken cancellationToken)
    {
        var receipt = r.Value(FileOption) is { } path ? await ReadFileAsync(path, cancellationToken) : ReceiptLines.Read([]);
        foreach (var (option, kind) in new[] { (Refused, ShipmentExceptionKind.Refused), (Missing, ShipmentExceptionKind.Missing), (Damaged, ShipmentExceptionKind.Damaged) })
        {
            foreach (var (item, reason) in Typed(r, option)) receipt.Exceptions.Add(ReceiptLines.Exception(item, kind, reason));
        }

        foreach (var (item, reason) in Typed(r, Overages)) receipt.Overages.Add(ReceiptLines.Overage(item, 1, reason));
        return new ReceiptSpec { Exceptions = receipt.Exceptions, Overages = receipt.Overages, Document = document };
    }

    private static Option<string[]> Each(string name, string description) =>
        new(name) { HelpName = "ITEM[=REASON]", Description = $"{description} May be repeated.", DefaultValueFactory = _ => [] };

    private static IEnumerable<(string Item, ExceptionReason Reason)> Typed(ActRequest r, Option<string[]> option) =>
        (r.Session.Parsed.GetResult(option) is null ? [] : r.Value(option) ?? []).Select(text => ReceiptLines.Split(text, ExceptionReason.None));

    private static async Task<ReceiptLines> ReadFileAsync(string path, CancellationToken cancellationToken)
    {
        string[] lines;
        try
        {
            if (new FileInfo(path).Length > SizeBytesMaximum) throw new IOException("it is too long for a receipt");
            lines = await File.ReadAllLinesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name a file of lines kind,item,reason,count.", "file", exception);
        }

        if (lines.Length > LinesMaximum)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' has {lines.Length:N0} lines; {LinesMaximum:N0} is the most.", "Name cases or pallets instead of their units.", "file");
        }

        var receipt = ReceiptLines.Read(lines);
        return receipt.Errors.Count == 0 ? receipt : throw new InputException(receipt.Errors);
    }
}
