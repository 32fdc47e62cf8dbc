using CsvHelper;

namespace Ledger.Gs1.SerialLists;

/// <summary>Reads the serial list of a run: CSV as <c>docs/serial-list.md</c> describes it.</summary>
public static class SerialListReader
{
    /// <summary>The most serial numbers of a run.</summary>
    public const int MaximumSerials = 65_000;

    /// <summary>The most errors that are collected.</summary>
    public const int MaximumErrors = 100;

    /// <summary>The most bytes of a file; 16 MiB.</summary>
    public const int MaximumSizeBytes = 16 * 1024 * 1024;

    private const int CopyBufferSizeBytes = 64 * 1024;

    /// <summary>Reads a list from a stream. Nothing in the content makes it throw; all that is wrong is in the result.</summary>
    /// <param name="stream">The file; isn't closed.</param>
    /// <param name="today">Decides whether the expiry has passed, and the century of an expiry of six digits.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<SerialListResult> ReadAsync(Stream stream, DateOnly today, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var copy = new MemoryStream();
        var buffer = new byte[CopyBufferSizeBytes];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            copy.Write(buffer, 0, count);
            if (copy.Length > MaximumSizeBytes) break;
        }

        return Read(copy.GetBuffer().AsSpan(0, (int)copy.Length), today);
    }

    /// <summary>Reads a list. Nothing in the content makes it throw; all that is wrong is in the result.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="today">Decides whether the expiry has passed, and the century of an expiry of six digits.</param>
    public static SerialListResult Read(ReadOnlySpan<byte> bytes, DateOnly today)
    {
        if (bytes.Length > MaximumSizeBytes)
            return Failed(new(SerialListErrorCode.TooMany, 0, "file", "The file is too large.",
                $"Give at most {MaximumSizeBytes} bytes; split the run."));
        if (SerialListText.Decode(bytes, out var text) is { } wrongEncoding) return Failed(wrongEncoding);
        var rows = new SerialListRows(today);
        ReadRows(text, rows);
        return rows.Result();
    }

    private static void ReadRows(string text, SerialListRows rows)
    {
        var endsWithLineBreak = text.EndsWith('\n') || text.EndsWith('\r');
        var options = new CsvReaderOptions
        {
            Separator = Separator(text),
            HasHeader = false,
            TrimWhitespace = false,
            TrackLineNumbers = true,
            // No field of ours has line breaks; so one mark that is missing damages one line and not the rest of the file.
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = record => rows.AddMalformed(record.LineNumber, record.Reason),
        };
        using var csv = CsvReader.FromText(text, options);
        if (!csv.Read() || rows.HasErrors || !rows.TryReadHeader(Fields(csv), csv.LineNumber)) return;
        // Whether a short line is the file's last one shows only when no further one comes.
        var (lastLine, shortLine) = (0L, 0L);
        while (!rows.IsFull && csv.Read())
        {
            lastLine = csv.LineNumber;
            if (csv.FieldCount == rows.ColumnCount)
            {
                rows.Add(Fields(csv), lastLine);
                continue;
            }

            shortLine = lastLine;
            rows.AddWrongCount(shortLine, csv.FieldCount);
        }

        if (!endsWithLineBreak && shortLine > 0 && shortLine == lastLine) rows.MarkTruncated(shortLine);
    }

    private static string[] Fields(CsvReader csv)
    {
        var fields = new string[csv.FieldCount];
        for (var i = 0; i < fields.Length; i++) fields[i] = csv.GetString(i);
        return fields;
    }

    /// <summary>The comma, unless the header has none and uses what spreadsheets of other countries write.</summary>
    private static char Separator(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var header = end < 0 ? text : text[..end];
        if (header.Contains(',', StringComparison.Ordinal)) return ',';
        return header.Contains(';', StringComparison.Ordinal) ? ';' : header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
    }

    private static SerialListResult Failed(SerialListError error) => new(null, [error], false);
}
