using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Relay;

/// <summary>A message of a request, read.</summary>
/// <param name="Index">Its place in the request.</param>
/// <param name="Call">The message with its signatures.</param>
/// <param name="CallData">The canonical encoding of the call.</param>
/// <param name="To">The contract that takes it.</param>
/// <param name="Digest">Its name everywhere: the EIP-712 digest.</param>
internal sealed record ParsedMessage(int Index, SignedCall Call, byte[] CallData, Address To, Bytes32 Digest)
{
    /// <summary>The run that it commissions, by itself or as the output of a transform; null when it commissions none.</summary>
    public CommissionRun? Run => Call.Message.Body switch
    {
        CommissionRun run => run,
        TransformUnits transform => transform.Output,
        _ => null,
    };
}
