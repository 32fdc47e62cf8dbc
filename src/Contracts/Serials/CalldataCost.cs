namespace Ledger.Contracts.Serials;

/// <summary>
/// What bytes cost in calldata, in the tokens of EIP-7623: 1 for a zero byte, 4 for another. A token costs 4 gas, or 10
/// where the floor of Prague binds.
/// </summary>
public static class CalldataCost
{
    /// <summary>Gas of a token under EIP-2028.</summary>
    public const int GasPerToken = 4;

    /// <summary>Gas of a token under the floor of EIP-7623.</summary>
    public const int FloorGasPerToken = 10;

    /// <summary>Tokens of the bytes.</summary>
    public static int Tokens(ReadOnlySpan<byte> calldata)
    {
        var zeros = calldata.Count((byte)0);
        return zeros + 4 * (calldata.Length - zeros);
    }
}
