using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Chain;

/// <summary>A network that is nowhere: addresses as a deployment would give them.</summary>
internal static class TestNetwork
{
    public static NetworkDescriptor Network { get; } = DeploymentPlan
        .Create(TestKeys.Of("deployer"), 31337, CouncilFounding.WithQuorum([TestKeys.Of("council 1").Address, TestKeys.Of("council 2").Address], 2))
        .Describe("nowhere", new Bytes32([.. Enumerable.Repeat((byte)7, 32)]), 1);
}
