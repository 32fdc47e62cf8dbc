namespace Ledger.Native.RocksDb;

/// <summary>The filter's construction.</summary>
internal enum KeyFilterKind
{
    None,
    Bloom,
    Ribbon,
    RibbonHybrid,
}
