namespace Ledger.Bench.Bulk;

/// <summary>What a rebuild writes into one column family, in the order in which it does: the rows of one batch after those of another, those of a batch by key.</summary>
/// <param name="Name">The family.</param>
/// <param name="Batches">Its rows in each batch, perhaps none.</param>
internal sealed record FamilyRows(string Name, IReadOnlyList<IReadOnlyList<BulkRow>> Batches)
{
    /// <summary>How many rows there are.</summary>
    public long Count => Batches.Sum(rows => (long)rows.Count);

    /// <summary>Bytes of their keys and values.</summary>
    public long SizeBytes => Batches.Sum(rows => rows.Sum(row => (long)row.Key.Length + row.Value.Length));
}
