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
    [InlineData(2, ErrorCode.TokenInTransit)]
    [InlineData(3, ErrorCode.TokenTerminal)]
    public void Decode_NotActive_TellsTransitFromTheEnd(byte status, ErrorCode expected) =>
        ContractRefusals.Decode(new TokensNotActiveError(1, status).Encode()).Code.ShouldBe(expected);

    [Fact]
    public void Decode_UnlistedError_IsContractRefusedWithItsArguments()
    {
        var error = ContractRefusals.Decode(new TokensNothingMovesError(1, 2).Encode());
        error.Code.ShouldBe(ErrorCode.ContractRefused);
        error.Message.ShouldContain("Tokens_NothingMoves(owner: 1, custodian: 2)");
        error.Arguments["custodian"].ShouldBe("2");
    }

    [Fact]
    public void Decode_AnyBytes_GivesAnError() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(bytes => ContractRefusals.Decode(bytes) is { Message.Length: > 0, Cure.Length: > 0 }));
}
