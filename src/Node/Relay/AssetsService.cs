using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Relay;

/// <summary>Serves <c>ledger.v1.Assets</c>.</summary>
internal sealed class AssetsService(MessageRelay relay) : Assets.AssetsBase
{
    /// <inheritdoc/>
    public override async Task<SubmitResponse> Submit(SubmitRequest request, ServerCallContext context)
    {
        var response = new SubmitResponse();
        response.Outcomes.Add(await relay.SubmitAsync(request.Messages, request.Wait, request.AllOrNothing, context.Deadline, context.CancellationToken));
        return response;
    }

    /// <inheritdoc/>
    public override Task<SettleResponse> Settle(SettleRequest request, ServerCallContext context) =>
        relay.SettleAsync(request, context.Deadline, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<OutcomeResponse> Outcome(OutcomeRequest request, ServerCallContext context)
    {
        if (request.Digest.Length != Bytes32.SizeBytes)
        {
            throw new LedgerException(
                ErrorCode.ArgumentInvalid, $"A digest has {Bytes32.SizeBytes} bytes, not {request.Digest.Length}.", "Give the message's EIP-712 digest.", "digest");
        }

        return Task.FromResult(relay.OutcomeOf(new Bytes32(request.Digest.Span)));
    }
}
