using FsCheck;
using FsCheck.Fluent;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Node.Relay;

namespace Ledger.Node.Tests.Relay;

public sealed class ContractRefusalsTests
{
    [Fact]
    public void Names_AllOfThem_AreErrorsOfTheContractsWithTheArgumentsThatTheTextsName()
    {
        var declared = Enum.GetValues<LedgerContract>().SelectMany(c => ContractArtifact.Of(c).Abi.Errors).DistinctBy(e => e.Name, StringComparer.Ordinal).ToDictionary(e => e.Name, StringComparer.Ordinal);
        foreach (var name in RefusalTable.Names)
        {
            declared.ContainsKey(name).ShouldBeTrue(name);
            var refusal = RefusalTable.Find(name)!;
            var arguments = declared[name].Fields.Components.Select(component => component.Name).ToList();
            foreach (var text in new[] { refusal.Message, refusal.Field, refusal.Cure })
            {
                foreach (var part in text.Split('{').Skip(1)) arguments.Contains(part.Split('}')[0], StringComparer.Ordinal).ShouldBeTrue($"{name}: {text}");
            }

            refusal.Cure.ShouldNotBeEmpty();
        }
    }

    // What OpenZeppelin declares for ERC-721 transfers and constructors: no message reaches it.
    [Fact]
    public void Names_ErrorsOfTheContracts_AreAllThere() => Enum.GetValues<LedgerContract>()
        .SelectMany(contract => ContractArtifact.Of(contract).Abi.Errors.Select(error => error.Name))
        .Where(name => name.Contains('_', StringComparison.Ordinal))
        .Except(RefusalTable.Names, StringComparer.Ordinal)
        .ShouldBeEmpty();

    [Fact]
    public void Decode_ShipmentUntil_TellsTooEarlyFromTooLate()
    {
        var early = ContractRefusals.Decode(new TokensShipmentUntilError(7, 1_700_000_000, 1_600_000_000).Encode());
        (early.Code, early.Message).ShouldBe((ErrorCode.TooEarly, "Shipment 7 can be received until 2023-11-14T22:13:20Z, and it was 2020-09-13T12:26:40Z."));
        ContractRefusals.Decode(new TokensShipmentUntilError(7, 1_600_000_000, 1_700_000_000).Encode()).Code.ShouldBe(ErrorCode.ShipmentNotOpen);
    }

    [Theory]
    [InlineData(0, ErrorCode.ShipmentUnknown)]
    [InlineData(2, ErrorCode.ShipmentNotOpen)]
    public void Decode_ShipmentNotOpen_TellsUnknownFromClosed(byte status, ErrorCode expected) =>
        ContractRefusals.Decode(new TokensShipmentNotOpenError(1, status).Encode()).Code.ShouldBe(expected);

    [Fact]
    public void Decode_PledgedToken_TellsCodeArgumentsAndDeclaration()
    {
        var error = ContractRefusals.Decode(new TokensPledgedError(7, 3, 5).Encode());
        error.Code.ShouldBe(ErrorCode.TokenPledged);
        error.ContractError.ShouldBe("Tokens_Pledged(uint64 token, uint32 lien, uint24 financier)");
        error.Arguments["token"].ShouldBe("7");
        error.Arguments["lien"].ShouldBe("3");
        error.Message.ShouldBe("Token 7 is pledged by lien 3 to partner 5, who has not signed.");
    }

    [Fact]
    public void Decode_CouncilsCallFailed_TellsWhatTheCalledContractSaid()
    {
        var inner = new PartnersGlnInvalidError(5).Encode();
        ContractRefusals.Decode(new CouncilCallFailedError(default, inner).Encode()).Code.ShouldBe(ErrorCode.CheckDigitWrong);
    }

    [Theory]
    [InlineData(1, ErrorCode.TokenInTransit)]
    [InlineData(2, ErrorCode.TokenTerminal)]
    [InlineData(5, ErrorCode.TokenTerminal)]
    [InlineData(6, ErrorCode.TokenMissing)]
    [InlineData(7, ErrorCode.TokenMissing)]
    public void Decode_NotActive_TellsTransitFromTheEnd(byte status, ErrorCode expected) =>
        ContractRefusals.Decode(new TokensNotActiveError(1, status).Encode()).Code.ShouldBe(expected);

    [Fact]
    public void Decode_UnlistedError_IsContractRefusedWithItsArguments()
    {
        var error = ContractRefusals.Decode(new ERC721InvalidReceiverError(default).Encode());
        error.Code.ShouldBe(ErrorCode.ContractRefused);
        error.Message.ShouldContain("ERC721InvalidReceiver(receiver: ");
        error.Arguments.Keys.ShouldBe(["receiver"]);
    }

    [Fact]
    public void Decode_AnyBytes_GivesAnError() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(bytes => ContractRefusals.Decode(bytes) is { Message.Length: > 0, Cure.Length: > 0 }));
}
