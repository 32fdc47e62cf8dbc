using System.CommandLine;
using System.Globalization;
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
    private const int MaximumLines = 1_024;

    private static readonly Option<string[]> Refused = Each("--refuse", "An item that is refused, with the reason; the sender keeps it.");

    private static readonly Option<string[]> Missing = Each("--missing", "An item that did not come (reason too-few unless said).");

    private static readonly Option<string[]> Damaged = Each("--damaged", "An item that came damaged (reason damaged unless said); the sender keeps the title.");

    private static readonly Option<string?> FileOption = new("--file") { HelpName = "CSV", Description = "Lines of kind,item,reason,count instead: kind is refused, missing, damaged or overage." };

    /// <summary>Items that came and aren't part of the shipment.</summary>
    public static Option<string[]> Overages { get; } = Each("--overage", "An item that came too much; '-' for one that the ledger does not know.");

    /// <summary>The options of exceptions.</summary>
    public static IEnumerable<Symbol> All => [Refused, Missing, Damaged, FileOption];

    /// <summary>Reads them.</summary>
    /// <exception cref="InputException">All that is wrong in the file.</exception>
    /// <exception cref="LedgerException">An option is wrong, or the file can't be read.</exception>
    public static async Task<ReceiptSpec> ReadAsync(ActRequest r, Bytes32 document, CancellationToken cancellationToken)
    {
        var exceptions = new List<ReceiptException>();
        Add(exceptions, r.Value(Refused), ShipmentExceptionKind.Refused, ExceptionReason.None);
        Add(exceptions, r.Value(Missing), ShipmentExceptionKind.Missing, ExceptionReason.TooFew);
        Add(exceptions, r.Value(Damaged), ShipmentExceptionKind.Damaged, ExceptionReason.Damaged);
        var overages = new List<ReceiptOverage>();
        if (r.Session.Parsed.CommandResult.GetResult(Overages) is not null)
        {
            foreach (var text in r.Value(Overages) ?? [])
            {
                var (item, reason) = Split(text, ExceptionReason.NotOrdered);
                overages.Add(new ReceiptOverage(item is "-" ? null : item, 1, reason));
            }
        }

        if (r.Value(FileOption) is { } path) await ReadFileAsync(path, exceptions, overages, cancellationToken);
        return new ReceiptSpec { Exceptions = exceptions, Overages = overages, Document = document };
    }

    private static Option<string[]> Each(string name, string description) =>
        new(name) { HelpName = "ITEM[=REASON]", Description = $"{description} May be repeated.", DefaultValueFactory = _ => [] };

    private static void Add(List<ReceiptException> exceptions, string[]? texts, ShipmentExceptionKind kind, ExceptionReason usual)
    {
        foreach (var text in texts ?? [])
        {
            var (item, reason) = Split(text, usual);
            if (reason == ExceptionReason.None)
            {
                throw new LedgerException(
                    ErrorCode.ArgumentMissing, $"'{text}' says no reason.", $"Write {item}=REASON, with one of: {Reasons()}.", "reason");
            }

            exceptions.Add(new ReceiptException(item, kind, reason));
        }
    }

    // Element strings and Digital Links may hold '=' themselves: only a known reason behind the last one counts.
    private static (string Item, ExceptionReason Reason) Split(string text, ExceptionReason usual)
    {
        var at = text.LastIndexOf('=');
        if (at < 0 || text.Contains('?', StringComparison.Ordinal)) return (text, usual);
        return (text[..at], Given.Code<ExceptionReason>(text[(at + 1)..], "reason"));
    }

    private static string Reasons() => string.Join(", ", Enum.GetNames<ExceptionReason>().Skip(1).Select(Given.Dashed));

    private static async Task ReadFileAsync(string path, List<ReceiptException> exceptions, List<ReceiptOverage> overages, CancellationToken cancellationToken)
    {
        string[] lines;
        try
        {
            lines = await File.ReadAllLinesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' can't be read: {exception.Message}", "Name a file of lines kind,item,reason,count.", "file", exception);
        }

        var errors = new List<Error>();
        if (lines.Length > MaximumLines) throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{path}' has {lines.Length:N0} lines; {MaximumLines:N0} is the most.", "Name cases or pallets instead of their units.", "file");
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#' || (i == 0 && line.StartsWith("kind", StringComparison.OrdinalIgnoreCase))) continue;
            try
            {
                ReadLine(line, exceptions, overages);
            }
            catch (LedgerException exception)
            {
                var error = exception.Error.Clone();
                error.Line = (uint)i + 1;
                errors.Add(error);
            }
        }

        if (errors.Count > 0) throw new InputException(errors);
    }

    private static void ReadLine(string line, List<ReceiptException> exceptions, List<ReceiptOverage> overages)
    {
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length is < 2 or > 4 || fields[1].Length == 0)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{line}' is no line of a receipt.", "Write kind,item,reason or kind,item,reason,count.", "file");
        }

        var reason = fields.Length > 2 && fields[2].Length > 0 ? Given.Code<ExceptionReason>(fields[2], "reason") : ExceptionReason.None;
        if (string.Equals(fields[0], "overage", StringComparison.OrdinalIgnoreCase))
        {
            uint count = 1;
            if (fields.Length == 4 && (!uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0))
            {
                throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{fields[3]}' is no count.", "Write a whole number from 1.", "count");
            }

            overages.Add(new ReceiptOverage(fields[1] is "-" ? null : fields[1], count, reason == ExceptionReason.None ? ExceptionReason.NotOrdered : reason));
            return;
        }

        var kind = Given.Code<ShipmentExceptionKind>(fields[0], "kind");
        var usual = kind switch
        {
            ShipmentExceptionKind.Missing => ExceptionReason.TooFew,
            ShipmentExceptionKind.Damaged => ExceptionReason.Damaged,
            _ => ExceptionReason.None,
        };
        Add(exceptions, [reason == ExceptionReason.None ? fields[1] : $"{fields[1]}={Given.Dashed(reason.ToString())}"], kind, usual);
    }
}
