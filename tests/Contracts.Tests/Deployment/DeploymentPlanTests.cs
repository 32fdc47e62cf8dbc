using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Tests.Chain;
using Ledger.Ethereum.JsonRpc;

namespace Ledger.Contracts.Tests.Deployment;

public sealed class DeploymentPlanTests
{
    [Fact]
    public async Task SendAsync_ToAnvil_PutsEveryContractWhereThePlanSays()
    {
        await using var ledger = await TestLedger.StartAsync();
        foreach (var (contract, address) in ledger.Network.Contracts)
        {
            (await ledger.Rpc.GetCodeAsync(address, BlockTag.Latest, CancellationToken.None)).Length.ShouldBeGreaterThan(0, $"{contract}");
        }

        foreach (var contract in new[] { LedgerContract.Tokens, LedgerContract.Catalogue, LedgerContract.Partners, LedgerContract.Liens, LedgerContract.Recalls, LedgerContract.Conditions, LedgerContract.Council })
        {
            var separator = TokensFunctions.DomainSeparator.DecodeOutput(await ledger.CallAsync(contract, TokensFunctions.DomainSeparator.Encode()));
            separator.ShouldBe(ledger.Network.DomainOf(contract), $"{contract}");
        }

        ledger.View.Council().Members.ShouldBe(ledger.Council.Select(c => c.Address), ignoreOrder: true);
        ledger.View.Council().Rules.Count.ShouldBe(14);
    }
}
