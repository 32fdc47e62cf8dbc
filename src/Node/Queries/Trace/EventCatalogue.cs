using System.Diagnostics.CodeAnalysis;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Queries.Trace;

/// <summary>The events of all contracts by their first topic, to be told by their ABI names.</summary>
internal static class EventCatalogue
{
    private static readonly Dictionary<Bytes32, AbiEvent> Events = Enum.GetValues<LedgerContract>()
        .SelectMany(contract => ContractArtifact.Of(contract).Abi.Events)
        .Where(declared => !declared.IsAnonymous)
        .GroupBy(declared => declared.Topic0)
        .ToDictionary(group => group.Key, group => group.First());

    /// <summary>Decodes a log.</summary>
    public static bool TryDecode(in LogEntry log, [NotNullWhen(true)] out AbiEvent? declared, [NotNullWhen(true)] out AbiTuple? values)
    {
        (declared, values) = (null, null);
        if (log.Topics.Count == 0 || !Events.TryGetValue(log.Topics[0], out declared)) return false;
        try
        {
            values = declared.Decode(log.Topics.Span, log.Data.Span);
            return true;
        }
        catch (EthereumFormatException)
        {
            return false;
        }
    }
}
