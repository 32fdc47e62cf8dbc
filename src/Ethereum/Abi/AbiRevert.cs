namespace Ledger.Ethereum.Abi;

/// <summary>Why a call reverted.</summary>
/// <param name="Error">The error, or null when the contract gave no data or an unknown error.</param>
/// <param name="Arguments">The error's values by name; empty when unknown.</param>
/// <param name="Message">For people: the text of <c>Error(string)</c>, what a panic code means, or the error with its values.</param>
public sealed record AbiRevert(AbiError? Error, AbiTuple Arguments, string Message)
{
    /// <summary>The error's name; empty when unknown.</summary>
    public string Name => Error?.Name ?? "";
}
