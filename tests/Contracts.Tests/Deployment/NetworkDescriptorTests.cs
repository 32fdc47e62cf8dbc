using Ledger.Contracts.Deployment;
using Ledger.Contracts.Tests.Chain;

namespace Ledger.Contracts.Tests.Deployment;

public sealed class NetworkDescriptorTests
{
    [Fact]
    public void Parse_WhatToJsonWrote_IsTheSameNetwork()
    {
        var json = TestNetwork.Network.ToJson();
        var read = NetworkDescriptor.Parse(json);
        read.ToJson().ShouldBe(json);
        read.GenesisHash.ShouldBe(TestNetwork.Network.GenesisHash);
        read.Contracts.ShouldBe(TestNetwork.Network.Contracts, ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"chainId\": 31337", "\"chainId\": \"31337\"")]
    [InlineData("\"chainId\": 31337", "\"chainId\": -1")]
    [InlineData("\"chainId\"", "\"chainid\"")]
    [InlineData("\"Relay\"", "\"relay\"")]
    [InlineData("\"Relay\"", "\"9\"")]
    [InlineData("\"Relay\"", "\"Lens\"")]
    [InlineData("0x", "0y")]
    [InlineData("\"nowhere\"", "null")]
    [InlineData("\"nowhere\"", "\"\"")]
    [InlineData("{", "[")]
    public void Parse_AChangedDescriptor_IsRefused(string old, string changed) =>
        Should.Throw<NetworkDescriptorException>(() => NetworkDescriptor.Parse(TestNetwork.Network.ToJson().Replace(old, changed, StringComparison.Ordinal)));

    [Fact]
    public void Parse_TruncatedAnywhere_IsRefused()
    {
        var json = TestNetwork.Network.ToJson().TrimEnd();
        for (var length = 0; length < json.Length; length++) Should.Throw<NetworkDescriptorException>(() => NetworkDescriptor.Parse(json[..length]));
    }
}
