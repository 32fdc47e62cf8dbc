using System.Globalization;
using System.Text;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;

namespace Ledger.Cli.Verbs;

/// <summary>A receipt's exceptions and overages as text: lines <c>kind,item,reason,count</c> of a file, and <c>ITEM=reason</c>.</summary>
internal sealed class ReceiptLines
{
    /// <summary>Stands for an item that the ledger does not know.</summary>
    public const string Unknown = "-";

    private const int MaximumFields = 4;

    private ReceiptLines()
    {
    }

    /// <summary>What isn't accepted.</summary>
    public List<ReceiptException> Exceptions { get; } = [];

    /// <summary>What came too much.</summary>
    public List<ReceiptOverage> Overages { get; } = [];

    /// <summary>What is wrong, each with its line.</summary>
    public List<Error> Errors { get; } = [];

    /// <summary>Reads lines. Empty ones, those behind a <c>#</c>, and a header as the first are passed over.</summary>
    public static ReceiptLines Read(IReadOnlyList<string> lines)
    {
        var receipt = new ReceiptLines();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#' || (i == 0 && line.StartsWith("kind,", StringComparison.OrdinalIgnoreCase))) continue;
            try
            {
                receipt.Add(line);
            }
            catch (LedgerException exception)
            {
                var error = exception.Error.Clone();
                error.Line = (uint)i + 1;
                receipt.Errors.Add(error);
            }
        }

        return receipt;
    }

    /// <summary>An exception, with the reason that its kind usually has if none is given.</summary>
    /// <exception cref="LedgerException">Something refused needs a reason.</exception>
    public static ReceiptException Exception(string item, ShipmentExceptionKind kind, ExceptionReason reason)
    {
        if (item.Length == 0 || string.Equals(item, Unknown, StringComparison.Ordinal))
        {
            throw new LedgerException(ErrorCode.ArgumentMissing, $"'{item}' names no item of the shipment.", "Name the item; what the ledger does not know is an overage.", "item");
        }

        if (reason == ExceptionReason.None) reason = Usual(kind);
        return reason != ExceptionReason.None
            ? new ReceiptException(item, kind, reason)
            : throw new LedgerException(ErrorCode.ArgumentMissing, $"It isn't said why {item} is refused.", $"Give one of: {Reasons()}.", "reason");
    }

    /// <summary>An overage.</summary>
    public static ReceiptOverage Overage(string item, uint count, ExceptionReason reason) => new(
        string.Equals(item, Unknown, StringComparison.Ordinal) ? null : item, count, reason == ExceptionReason.None ? ExceptionReason.NotOrdered : reason);

    /// <summary>Cuts <c>ITEM=reason</c>.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="usual">The reason if none is there.</param>
    /// <exception cref="LedgerException">What is behind the last <c>=</c> is no reason.</exception>
    public static (string Item, ExceptionReason Reason) Split(string text, ExceptionReason usual)
    {
        var at = text.LastIndexOf('=');
        if (at < 0) return (text, usual);

        // A Digital Link has '=' of its own: there only the name of a reason is one.
        var isName = text[(at + 1)..].Any(char.IsAsciiLetter);
        if (text.Contains('?', StringComparison.Ordinal) && !isName) return (text, usual);
        return (text[..at], Given.Code<ExceptionReason>(text[(at + 1)..], "reason"));
    }

    private static ExceptionReason Usual(ShipmentExceptionKind kind) => kind switch
    {
        ShipmentExceptionKind.Missing => ExceptionReason.TooFew,
        ShipmentExceptionKind.Damaged => ExceptionReason.Damaged,
        _ => ExceptionReason.None,
    };

    private static string Reasons() => string.Join(", ", Enum.GetNames<ExceptionReason>().Skip(1).Select(Given.Dashed));

    private void Add(string line)
    {
        var fields = Fields(line);
        if (fields.Count is < 2 or > MaximumFields)
        {
            throw new LedgerException(ErrorCode.FileSyntax, $"'{line}' is no line of a receipt.", "Write kind,item,reason or kind,item,reason,count.", "file");
        }

        // From left to right, so that of two faults in a line the first is told.
        ShipmentExceptionKind? exception = string.Equals(fields[0], "overage", StringComparison.OrdinalIgnoreCase) ? null : Kind(fields[0]);
        var reason = fields.Count > 2 && fields[2].Length > 0 ? Given.Code<ExceptionReason>(fields[2], "reason") : ExceptionReason.None;
        var counted = fields.Count == MaximumFields ? fields[3] : "";
        if (exception is not { } kind)
        {
            if (fields[1].Length == 0) throw new LedgerException(ErrorCode.ArgumentMissing, "The item is missing.", $"Name it, or write {Unknown} if the ledger does not know it.", "item");
            Overages.Add(Overage(fields[1], Count(counted), reason));
            return;
        }

        if (counted is not ("" or "1"))
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"An exception is about one item, not {counted}.", "Name each item on a line of its own, or the case or pallet that they are in.", "count");
        }

        Exceptions.Add(Exception(fields[1], kind, reason));
    }

    private static ShipmentExceptionKind Kind(string text)
    {
        foreach (var kind in (ReadOnlySpan<ShipmentExceptionKind>)[ShipmentExceptionKind.Refused, ShipmentExceptionKind.Missing, ShipmentExceptionKind.Damaged])
        {
            if (string.Equals(text, $"{kind}", StringComparison.OrdinalIgnoreCase)) return kind;
        }

        throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no kind of line.", "Say refused, missing, damaged or overage.", "kind");
    }

    private static uint Count(string text)
    {
        if (text.Length == 0) return 1;
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no count.", "Write a whole number from 1.", "count");
    }

    // RFC 4180's quotes, since serials may hold commas; a line is a record, since items hold no line ends.
    private static List<string> Fields(string line)
    {
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[i++]);
            else if (line[i] == '"' && (isQuoted || field.ToString().AsSpan().Trim().IsEmpty)) isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(line[i]);
        }

        if (isQuoted) throw new LedgerException(ErrorCode.FileSyntax, "A quotation mark is never closed.", "Close it, or double it if it is part of the item.", "file");
        fields.Add(field.ToString().Trim());
        return fields;
    }
}
