namespace Ledger.Bench.Bulk;

/// <summary>A row to be written.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct BulkRow(byte[] Key, byte[] Value);
