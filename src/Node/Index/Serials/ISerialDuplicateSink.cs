namespace Ledger.Node.Index.Serials;

/// <summary>Takes the duplicates that a seal finds.</summary>
internal interface ISerialDuplicateSink
{
    /// <summary>
    /// Keeps the duplicates durably before it returns. Called before the seal step that found them is written, so after a
    /// crash the same ones come again: the pair of runs is the key to keep one alert by.
    /// </summary>
    void Record(IReadOnlyList<SerialDuplicate> duplicates);
}
