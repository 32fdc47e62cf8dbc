using Ledger.Contracts.Deployment;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Tests.Chain;

namespace Ledger.Contracts.Tests.Projection;

public sealed class EventTableTests
{
    // Declared by ERC-721 and EIP-5267, but the contracts have no approvals and never change their domain.
    private static readonly string[] NeverEmitted = ["Approval", "ApprovalForAll", "EIP712DomainChanged"];

    [Fact]
    public void Handled_EveryEventOfTheAbi_IsInTheTable()
    {
        using var projection = new LedgerProjection(TestNetwork.Network, new MemoryProjectionStore(), new RecordingSink());
        var expected = Enum.GetValues<LedgerContract>()
            .Except([LedgerContract.Lens])
            .SelectMany(c => ContractArtifact.Of(c).Abi.Events.Where(e => !NeverEmitted.Contains(e.Name, StringComparer.Ordinal)).Select(e => (c, e.Topic0, e.Name)))
            .ToList();
        projection.Handled.ShouldBe(expected.Select(e => (e.c, e.Topic0)), ignoreOrder: true);
    }
}
