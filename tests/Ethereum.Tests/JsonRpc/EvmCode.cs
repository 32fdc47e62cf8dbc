using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Tests.JsonRpc;

/// <summary>Hand-assembled EVM code for tests that need a contract and no compiler.</summary>
internal static class EvmCode
{
    /// <summary>Runtime: <c>log2(0x00..0x20 = 42, topics 7 and 8)</c> twice, then <c>sstore(1, 42)</c>.</summary>
    public static readonly byte[] LogTwiceAndStore = Hex.FromHex("602a6000526008600760206000a26008600760206000a2602a60015500");

    /// <summary>Runtime: reverts with the 32-byte word 42.</summary>
    public static readonly byte[] RevertWith42 = Hex.FromHex("602a60005260206000fd");

    /// <summary>Runtime: returns the block's timestamp.</summary>
    public static readonly byte[] ReturnTimestamp = Hex.FromHex("4260005260206000f3");

    /// <summary>Runtime: returns storage slot 1.</summary>
    public static readonly byte[] ReturnSlot1 = Hex.FromHex("60015460005260206000f3");

    /// <summary>Creation code that deploys <paramref name="runtime"/> as it is.</summary>
    public static byte[] Deploying(byte[] runtime) =>
        [0x60, (byte)runtime.Length, 0x60, 0x0b, 0x5f, 0x39, 0x60, (byte)runtime.Length, 0x5f, 0xf3, 0x00, .. runtime];
}
