namespace Ledger.Contracts.Serials;

/// <summary>How a run's serial list is written in calldata: the first byte of the blob. See docs/serial-codecs.md.</summary>
public enum SerialCodec
{
    /// <summary>Text with length prefixes; takes every list.</summary>
    Text = 1,

    /// <summary>Decimal numbers of one width, offsets from the smallest, bit-packed in order.</summary>
    PackedNumeric = 2,

    /// <summary>Text of one width over a declared alphabet, read as numbers and packed like <see cref="PackedNumeric"/>.</summary>
    PackedAlphanumeric = 3,

    /// <summary>Strictly ascending serials of one width, as Rice-coded gaps. The order of units is the sorted order.</summary>
    SortedSet = 4,

    /// <summary>Text of one width over all of set 82, each serial a number of whole bytes, in order.</summary>
    PackedText = 5,
}
