namespace Ledger.Node.Chain;

/// <summary>What a call came to.</summary>
/// <param name="HasFailed">Whether it reverted or was stopped by the EVM (out of gas, invalid opcode).</param>
/// <param name="Data">What it returned, or the revert data, which may be empty.</param>
/// <param name="Failure">The endpoint's words for the failure; null on success.</param>
internal sealed record ChainCallResult(bool HasFailed, ReadOnlyMemory<byte> Data, string? Failure)
{
    /// <summary>The call returned.</summary>
    public static ChainCallResult Returned(ReadOnlyMemory<byte> data) => new(false, data, null);

    /// <summary>The call reverted or was stopped.</summary>
    public static ChainCallResult Failed(ReadOnlyMemory<byte> data, string failure) => new(true, data, failure);
}
