using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Tests.Chain;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Tests.Messages;

public sealed class MessageCatalogueTests
{
    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, SampleMessages.All.Count)];

    [Fact]
    public void All_EveryKind_IsThereOnceAndItsFunctionIsInTheAbi()
    {
        MessageCatalogue.All.Select(t => t.Kind).ShouldBe(Enum.GetValues<MessageKind>());
        SampleMessages.All.Select(m => MessageCatalogue.OfBody(m).Kind).ShouldBe(Enum.GetValues<MessageKind>());
        foreach (var type in MessageCatalogue.All)
        {
            type.EncodeType.ShouldStartWith($"{type.Kind}(");
            ContractArtifact.Of(type.Contract).Abi.Functions.ShouldContain(f => f.Selector == type.Selector && f.Inputs.Components[0].InternalType == $"struct {type.Kind}", $"{type.Kind}");
            MessageCatalogue.Of(type.Kind).ShouldBeSameAs(type);
            MessageCatalogue.Find(type.Contract, type.Selector).ShouldBeSameAs(type);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_WhatEncodeWrote_IsTheSameMessage(int index)
    {
        var network = TestNetwork.Network;
        var message = new LedgerMessage(SampleMessages.All[index]);
        EthereumSigners(out var first, out var second);
        MessageSignature[] signatures = message.Type.Signers.Count == 1 && message.Type.IsRelayable ? [message.Sign(network, first)] : [message.Sign(network, first), message.Sign(network, second)];
        var call = new SignedCall(message, signatures);
        var read = SignedCall.Decode(message.Type.Contract, call.Encode());
        read.Message.DigestOn(network).ShouldBe(message.DigestOn(network));
        read.Message.Subjects.ShouldBe(message.Subjects);
        read.Message.DeadlineSeconds.ShouldBe(TestLedger.FarDeadline);
        read.Message.Document.ShouldBe(message.Document);
        read.Encode().ShouldBe(call.Encode());
        read.RecoverSigners(network).Order().ShouldBe(signatures.Length == 1 ? [first.Address] : new Address?[] { first.Address, second.Address }.Order());
        MessageText.WithIds.Describe(read.Message).ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_AMessageNobodySigned_IsTheSameMessageWithoutSignatures(int index)
    {
        var message = new LedgerMessage(SampleMessages.All[index]);
        var read = SignedCall.Decode(message.Type.Contract, new SignedCall(message, []).Encode());
        read.Signatures.ShouldBeEmpty();
        read.Message.StructHash.ShouldBe(message.StructHash);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Decode_DamagedCalldata_IsRefusedOrAnotherMessage(int index)
    {
        var message = new LedgerMessage(SampleMessages.All[index]);
        EthereumSigners(out var first, out _);
        var calldata = new SignedCall(message, [message.Sign(TestNetwork.Network, first)]);
        if (message.Type.Kind == MessageKind.RotateAccount) calldata = calldata with { Signatures = [calldata.Signatures[0], calldata.Signatures[0]] };
        var bytes = calldata.Encode();
        var random = new Random(index);
        for (var i = 0; i < 500; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(4, damaged.Length)] ^= (byte)random.Next(1, 256);
            if (random.Next(4) == 0) damaged = damaged[..random.Next(damaged.Length)];
            try
            {
                SignedCall.Decode(message.Type.Contract, damaged).Message.DigestOn(TestNetwork.Network).ToString().Length.ShouldBe(66);
            }
            catch (MessageFormatException exception)
            {
                exception.Message.ShouldNotBeNullOrWhiteSpace();
            }
        }
    }

    [Fact]
    public void Decode_AFunctionWithoutMessage_IsRefused() =>
        Should.Throw<MessageFormatException>(() => SignedCall.Decode(LedgerContract.Tokens, TokensFunctions.Sweep.Encode(1)));

    private static void EthereumSigners(out Ledger.Ethereum.Transactions.EthereumPrivateKey first, out Ledger.Ethereum.Transactions.EthereumPrivateKey second) =>
        (first, second) = (TestKeys.Of("first"), TestKeys.Of("second"));
}
