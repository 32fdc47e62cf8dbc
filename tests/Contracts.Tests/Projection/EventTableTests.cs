using Ledger.Contracts.Deployment;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Tests.Chain;

namespace Ledger.Contracts.Tests.Projection;

public sealed class EventTableTests
{
    // Declared by ERC-721 and EIP-5267, but the contracts have no approvals and never change their domain.
    private static readonly string[] NeverEmitted = ["Approval", "ApprovalForAll", "EIP712DomainChanged"];

    // Their code runs as Tokens.
    private static readonly LedgerContract[] Delegates = [LedgerContract.Handling, LedgerContract.Shipping, LedgerContract.Endings, LedgerContract.Lending, LedgerContract.Holding];

    [Fact]
    public void Handled_EveryEventOfTheAbi_IsInTheTable()
    {
        using var projection = new LedgerProjection(TestNetwork.Network, new MemoryProjectionStore(), new RecordingSink());
        var expected = Enum.GetValues<LedgerContract>()
            .Except([.. Delegates, LedgerContract.Lens])
            .SelectMany(c => ContractArtifact.Of(c).Abi.Events.Where(e => !NeverEmitted.Contains(e.Name, StringComparer.Ordinal)).Select(e => (c, e.Topic0, e.Name)))
            .ToList();
        projection.Handled.ShouldBe(expected.Select(e => (e.c, e.Topic0)), ignoreOrder: true);
        foreach (var contract in Delegates)
        {
            ContractArtifact.Of(contract).Abi.Events.ShouldAllBe(e => ContractArtifact.Of(LedgerContract.Tokens).Abi.Events.Any(t => t.Topic0 == e.Topic0), $"{contract}");
        }
    }
}
