using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection.Views;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Relay;

/// <summary>Decodes revert data into errors that teach.</summary>
internal static class ContractRefusals
{
    private const int MaxNesting = 4;

    private static readonly FrozenDictionary<string, AbiError> Declared = Enum.GetValues<LedgerContract>()
        .SelectMany(contract => ContractArtifact.Of(contract).Abi.Errors)
        .DistinctBy(error => error.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(error => error.Name, StringComparer.Ordinal);

    private static readonly AbiRevertDecoder Others = new();

    /// <summary>The error for what a reverted call returned. Never throws but where rows are damaged.</summary>
    /// <param name="revertData">The data; may be cut, empty or anything.</param>
    /// <param name="rows">Tells which kind of hold is in the way, and why it is there; null leaves that open.</param>
    public static Error Decode(ReadOnlySpan<byte> revertData, LedgerView? rows = null) => Decode(revertData, rows, MaxNesting);

    private static Error Decode(ReadOnlySpan<byte> revertData, LedgerView? rows, int depth)
    {
        if (!AllErrors.TryDecode(revertData, out var decoded)) return Unknown(revertData);

        // The council wraps what the contract that it called says.
        if (decoded is CouncilCallFailedError wrapped && depth > 0 && wrapped.Reason.Length > 0) return Decode(wrapped.Reason, rows, depth - 1);
        var refusal = RefusalDetails.Of(decoded, rows)
            ?? RefusalTable.Find(decoded.ErrorName)
            ?? new(ErrorCode.ContractRefused, "", $"The contract refuses it: {decoded.Describe()}.", "Correct what the error names, and sign again.");
        var words = decoded.Arguments.ToDictionary(a => a.Key, a => RefusalWords.Of(a.Key, TextOf(a.Value)), StringComparer.Ordinal);
        var error = new Error
        {
            Code = refusal.Code,
            Message = Fill(refusal.Message, words),
            Field = Fill(refusal.Field, words),
            Cure = Fill(refusal.Cure, words),
            ContractError = DeclarationOf(decoded),
        };
        foreach (var (name, value) in decoded.Arguments) error.Arguments[name] = TextOf(value);
        return error;
    }

    private static Error Unknown(ReadOnlySpan<byte> revertData) => new()
    {
        Code = ErrorCode.ContractRefused,
        Message = revertData.IsEmpty ? "The contract refuses it without a reason; it may have run out of gas." : Others.Decode(revertData).Message,
        Cure = "Check that the message was made for this network's contracts.",
    };

    private static string DeclarationOf(ContractError error)
    {
        if (!Declared.TryGetValue(error.ErrorName, out var declared)) return error.ErrorName;
        var types = declared.Fields.Name.Trim('(', ')').Split(',', StringSplitOptions.RemoveEmptyEntries);
        return types.Length == error.Arguments.Count
            ? $"{error.ErrorName}({string.Join(", ", types.Zip(error.Arguments, (type, argument) => $"{type} {argument.Key}"))})"
            : declared.Signature;
    }

    private static string TextOf(object value) => value switch
    {
        byte[] bytes => Hex.ToHex(bytes),
        Address address => address.ToChecksumString(),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Fill(string text, Dictionary<string, string> arguments)
    {
        if (!text.Contains('{', StringComparison.Ordinal)) return text;
        var filled = new StringBuilder(text);
        foreach (var (name, value) in arguments) filled.Replace($"{{{name}}}", value);
        return filled.ToString();
    }
}
