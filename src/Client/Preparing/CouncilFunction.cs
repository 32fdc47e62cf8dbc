using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>What the council may call: by name, as founders files have it (<c>Partners.admit</c>), or by selector.</summary>
internal static class CouncilFunction
{
    private static readonly LedgerContract[] Targets = [LedgerContract.Partners, LedgerContract.Council, LedgerContract.Tokens];

    /// <summary>Reads a name or a selector of 4 bytes, 0x-hex.</summary>
    /// <exception cref="LedgerException">It is neither.</exception>
    public static Selector Read(string text)
    {
        try
        {
            if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && Hex.FromHex(text) is { Length: Selector.SizeBytes } bytes && Selector.TryRead(bytes, out var selector)) return selector;
        }
        catch (EthereumFormatException)
        {
            // The refusal below says what it may be.
        }

        foreach (var function in All())
        {
            if (string.Equals(function.Name, text, StringComparison.OrdinalIgnoreCase)) return function.Selector;
        }

        throw new LedgerException(
            ErrorCode.ArgumentInvalid, $"'{text}' is no function that the council calls.", "Name one like Partners.admit; 'council show' lists those with rules. Or give its selector: 0x and 8 digits.", "function");
    }

    /// <summary>The name of a selector, or the selector itself.</summary>
    public static string NameOf(Selector selector) => All().FirstOrDefault(f => f.Selector == selector).Name ?? $"{selector}";

    private static IEnumerable<(string Name, Selector Selector)> All() =>
        Targets.SelectMany(contract => ContractArtifact.Of(contract).Abi.Functions.Select(f => ($"{contract}.{f.Name}", f.Selector)));
}
