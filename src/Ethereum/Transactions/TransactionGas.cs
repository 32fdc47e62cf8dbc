namespace Ledger.Ethereum.Transactions;

/// <summary>Gas that a transaction costs before anything is executed.</summary>
public static class TransactionGas
{
    /// <summary>What every transaction costs.</summary>
    public const ulong Base = 21_000;

    private const ulong Creation = 32_000;
    private const ulong ZeroByte = 4;
    private const ulong NonZeroByte = 16; // EIP-2028
    private const ulong InitCodeWord = 2; // EIP-3860
    private const ulong AccessListAddress = 2_400; // EIP-2930
    private const ulong AccessListStorageKey = 1_900; // EIP-2930
    private const ulong FloorPerToken = 10; // EIP-7623
    private const ulong TokensPerNonZeroByte = 4; // EIP-7623

    /// <summary>The gas taken before execution: base, calldata, creation and access list.</summary>
    public static ulong Intrinsic(Transaction transaction)
    {
        var data = transaction.Data.Span;
        var gas = Base + CalldataCost(data);
        if (transaction.To is null) gas += Creation + (InitCodeWord * (((ulong)data.Length + 31) / 32));
        foreach (var entry in transaction.AccessList) gas += AccessListAddress + (AccessListStorageKey * (ulong)entry.StorageKeys.Count);
        return gas;
    }

    /// <summary>The gas that a transaction with this calldata pays at least, however little it executes (EIP-7623, from Prague on).</summary>
    public static ulong Floor(ReadOnlySpan<byte> data)
    {
        var zeros = (ulong)data.Count((byte)0);
        return Base + (FloorPerToken * (zeros + (TokensPerNonZeroByte * ((ulong)data.Length - zeros))));
    }

    /// <summary>The smallest gas limit with which the transaction is valid.</summary>
    public static ulong MinimumLimit(Transaction transaction, EvmFork fork)
    {
        var intrinsic = Intrinsic(transaction);
        return fork >= EvmFork.Prague ? Math.Max(intrinsic, Floor(transaction.Data.Span)) : intrinsic;
    }

    /// <summary>What the calldata alone costs at the standard price (EIP-2028).</summary>
    public static ulong CalldataCost(ReadOnlySpan<byte> data)
    {
        var zeros = (ulong)data.Count((byte)0);
        return (ZeroByte * zeros) + (NonZeroByte * ((ulong)data.Length - zeros));
    }
}
