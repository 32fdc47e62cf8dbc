namespace Ledger.Gs1.SerialLists;

/// <summary>The stable codes of <see cref="SerialListError"/>, besides those of GS1 keys, which are passed on as they are.</summary>
public static class SerialListErrorCode
{
    /// <summary>Not UTF-8.</summary>
    public const string Encoding = "SERIAL_LIST_ENCODING";

    /// <summary>No bytes, or a header and nothing behind it.</summary>
    public const string Empty = "SERIAL_LIST_EMPTY";

    /// <summary>The first line doesn't name the columns.</summary>
    public const string Header = "SERIAL_LIST_HEADER";

    /// <summary>A column that isn't known, or is there twice.</summary>
    public const string Column = "SERIAL_LIST_COLUMN";

    /// <summary>A line with more or fewer fields than the header.</summary>
    public const string Fields = "SERIAL_LIST_FIELDS";

    /// <summary>The file ends in the middle of a field or line.</summary>
    public const string Truncated = "SERIAL_LIST_TRUNCATED";

    /// <summary>A quotation mark inside a field that isn't quoted.</summary>
    public const string Quote = "SERIAL_LIST_QUOTE";

    /// <summary>A serial number that is there before.</summary>
    public const string Duplicate = "SERIAL_LIST_DUPLICATE";

    /// <summary>Another product, lot or expiry than in the lines before.</summary>
    public const string Mixed = "SERIAL_LIST_MIXED";

    /// <summary>An expiry that is no date.</summary>
    public const string Date = "SERIAL_LIST_DATE";

    /// <summary>An expiry before today.</summary>
    public const string Expired = "SERIAL_LIST_EXPIRED";

    /// <summary>More serial numbers than a run may have, or a larger file.</summary>
    public const string TooMany = "SERIAL_LIST_TOO_MANY";
}
