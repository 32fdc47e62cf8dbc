using System.Globalization;
using CsvHelper;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.SerialLists;

/// <summary>Checks the rows one by one and collects serial numbers and errors.</summary>
internal sealed class SerialListRows(DateOnly today)
{
    private static readonly string[] KnownColumns = ["serial", "gtin", "lot", "expiry"];

    private readonly List<SerialListError> _errors = [];
    private readonly List<string> _serials = [];
    private readonly Dictionary<string, long> _firstLines = new(StringComparer.Ordinal);
    private string[] _columns = [];
    private bool _hasTooMany;
    private (Gtin Value, long Line)? _gtin;
    private (string Value, long Line)? _lot;
    private (DateOnly Value, long Line)? _expiry;

    public int ColumnCount => _columns.Length;

    public bool HasErrors => _errors.Count > 0;

    /// <summary>Whether reading on makes no sense.</summary>
    public bool IsFull => _hasTooMany || _errors.Count > SerialListReader.MaximumErrors;

    public bool TryReadHeader(string[] record, long line)
    {
        _columns = [.. record.Select(name => name.Trim().ToLowerInvariant())];
        if (!_columns.Contains("serial", StringComparer.Ordinal))
        {
            AddError(new(
                SerialListErrorCode.Header, line, "header", "The first line has no column 'serial'.",
                    "Name the columns: serial and, if wanted, gtin, lot, expiry."));
            return false;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            var isKnown = KnownColumns.Contains(_columns[i], StringComparer.Ordinal);
            if (isKnown && Array.IndexOf(_columns, _columns[i]) == i) continue;
            AddError(new(
                SerialListErrorCode.Column,
                line,
                "header",
                $"Column {i + 1}, '{Short(record[i])}', is {(isKnown ? "there twice" : "not known")}.",
                $"Use each of {string.Join(", ", KnownColumns)} at most once and no other."));
        }

        return _errors.Count == 0;
    }

    public void Add(string[] record, long line)
    {
        for (var i = 0; i < record.Length; i++)
        {
            switch (_columns[i])
            {
                case "serial":
                    AddSerial(record[i], line);
                    break;
                case "gtin":
                    AddGtin(record[i], line);
                    break;
                case "lot":
                    AddLot(record[i], line);
                    break;
                default:
                    AddExpiry(record[i], line);
                    break;
            }
        }
    }

    public void AddMalformed(long line, CsvMalformedReason reason) => AddError(
        reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.LineBreakInQuotes
            ? new(
                SerialListErrorCode.Truncated,
                line,
                "line",
                "A quotation mark opens in this line and doesn't close.",
                "The file is cut off, or a mark is missing: export the run again.")
            : new(
                SerialListErrorCode.Quote,
                line,
                "line",
                "A quotation mark stands inside a field that isn't quoted.",
                "Put the field into quotation marks and write the mark inside twice."));

    public void AddWrongCount(long line, int count) => AddError(new(
        SerialListErrorCode.Fields,
        line,
        "line",
        $"The line has {count} fields, the header {ColumnCount}.",
        "Give each line as many fields as the header."));

    /// <summary>Says of the error in the last line that the file ends in the middle of it.</summary>
    public void MarkTruncated(long line)
    {
        var last = _errors.FindLastIndex(e => e.Line == line);
        if (last < 0) return;
        _errors[last] = _errors[last] with
        {
            Code = SerialListErrorCode.Truncated,
            Message = $"{_errors[last].Message} The file ends here without a line break.",
            Cure = "The file is cut off: export the run again.",
        };
    }

    public void AddError(SerialListError error)
    {
        // One more than is reported is kept, to know that there are more.
        if (_errors.Count <= SerialListReader.MaximumErrors) _errors.Add(error);
    }

    public SerialListResult Result()
    {
        if (_errors.Count == 0 && _serials.Count == 0)
            AddError(new(SerialListErrorCode.Empty, 0, "file", "There is no serial number behind the header.", "Export the run again."));
        return _errors.Count == 0
            ? new(new(_gtin?.Value, _lot?.Value, _expiry?.Value, _serials), [], false)
            : new(null, [.. _errors.Take(SerialListReader.MaximumErrors)], _errors.Count > SerialListReader.MaximumErrors);
    }

    private void AddSerial(string text, long line)
    {
        if (!Sgtin.IsValidSerial(text, out var error))
        {
            AddError(From(error, line));
        }
        else if (!_firstLines.TryAdd(text, line))
        {
            AddError(new(
                SerialListErrorCode.Duplicate,
                line,
                "serial",
                $"Serial number '{text}' is in line {_firstLines[text]} already.",
                "Find out which unit has it; a serial number is used once per product."));
        }
        else if (_serials.Count == SerialListReader.MaximumSerials)
        {
            _hasTooMany = true;
            AddError(new(
                SerialListErrorCode.TooMany,
                line,
                "serial",
                $"More than {SerialListReader.MaximumSerials} serial numbers.",
                "Split the list; a lot may have several runs."));
        }
        else
        {
            _serials.Add(text);
        }
    }

    private void AddGtin(string text, long line)
    {
        if (!Gtin.TryParse(text, out var gtin, out var error)) AddError(From(error, line));
        else if (_gtin is null) _gtin = (gtin, line);
        else if (_gtin.Value.Value != gtin) AddMixed("gtin", gtin.ToString(), _gtin.Value.Value.ToString(), line, _gtin.Value.Line);
    }

    private void AddLot(string text, long line)
    {
        if (!Lgtin.IsValidLot(text, out var error)) AddError(From(error, line));
        else if (_lot is null) _lot = (text, line);
        else if (!string.Equals(_lot.Value.Value, text, StringComparison.Ordinal))
            AddMixed("lot", text, _lot.Value.Value, line, _lot.Value.Line);
    }

    private void AddExpiry(string text, long line)
    {
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var expiry)
            && !Gs1Date.TryParse(text, today, out expiry))
        {
            AddError(new(SerialListErrorCode.Date, line, "expiry", $"'{Short(text)}' is no date.", "Write 2028-01-31 or 280131."));
        }
        else if (_expiry is { } first)
        {
            if (first.Value != expiry) AddMixed("expiry", $"{expiry:yyyy-MM-dd}", $"{first.Value:yyyy-MM-dd}", line, first.Line);
        }
        else
        {
            _expiry = (expiry, line);
            if (expiry >= today) return;
            AddError(new(
                SerialListErrorCode.Expired,
                line,
                "expiry",
                $"The expiry {expiry:yyyy-MM-dd} has passed; today is {today:yyyy-MM-dd}.",
                "Correct the date; expired goods aren't commissioned."));
        }
    }

    private void AddMixed(string field, string found, string first, long line, long firstLine) => AddError(new(
        SerialListErrorCode.Mixed,
        line,
        field,
        $"'{found}' differs from '{first}' in line {firstLine}.",
        "Give one file per run: one product, one lot, one expiry."));

    private static SerialListError From(Gs1Error error, long line) => new(
        error.Code, line, error.Field, error.Position < 0 ? error.Message : $"{error.Message} (character {error.Position + 1})", error.Cure);

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];
}
