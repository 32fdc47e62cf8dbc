using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Trie;
using Ledger.Node.Queries;

namespace Ledger.Node.Tests.Queries;

public sealed class QueryStoryTests(StoryFixture story) : IClassFixture<StoryFixture>
{
    private QueryService Queries => story.World.Queries;

    private static string ItemOf(int unit) => $"{StoryFixture.Gtin:D14}/{StoryFixture.SerialOf(unit)}";

    [Theory]
    [InlineData("{0:D14}/SN00000")]
    [InlineData("(01){0:D14}(21)SN00000")]
    [InlineData("01{0:D14}21SN00000")]
    [InlineData("https://id.gs1.org/01/{0:D14}/21/SN00000")]
    public async Task Token_AnyForm_IsTheSameUnit(string form)
    {
        var item = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, StoryFixture.Gtin);
        var answer = await Queries.Token(new TokenRequest { Item = item }, null!);
        answer.Token.Token.ShouldBe(story.Unit(0).Value);
    }

    [Fact]
    public async Task Token_NestedUnit_ShowsPathOwnerAndRecall()
    {
        var token = (await Queries.Token(new TokenRequest { Item = ItemOf(5) }, null!)).Token;
        token.Owner.Name.ShouldBe("Distributor");
        token.Custodian.Name.ShouldBe("Distributor");
        token.Path.Select(entry => entry.Token).ShouldBe([story.Case(1).Value, story.Pallet(0).Value]);
        token.Path[0].Sscc.ShouldNotBeEmpty();
        token.Root.ShouldBe(story.Pallet(0).Value);
        token.Status.ShouldBe(TokenStatus.Active);
        token.Identity.Lot.ShouldBe(StoryFixture.Lot);
        token.Identity.Serial.ShouldBe(StoryFixture.SerialOf(5));
        token.Identity.Expiry.ShouldBe("2033-05-18");
        token.Identity.DigitalLink.ShouldContain("/21/SN00005");
        var recall = token.Restrictions.ShouldHaveSingleItem();
        (recall.Kind, recall.RecallClass, recall.Reason).ShouldBe((Restriction.Types.Kind.Recall, 2u, "broken seal"));
        recall.On.Kind.ShouldBe(SubjectKind.Lot);
    }

    [Fact]
    public async Task Token_BySscc_IsThePalletWithItsUnits()
    {
        var token = (await Queries.Token(new TokenRequest { Item = $"{StoryFixture.FirstPallet:D18}" }, null!)).Token;
        token.Token.ShouldBe(story.Pallet(0).Value);
        token.Units.ShouldBe(8u);
        token.Identity.Sscc.ShouldBe($"{StoryFixture.FirstPallet:D18}");
    }

    [Fact]
    public async Task Trace_NestedUnit_HasItsAncestorsActsDuringMembershipOnly()
    {
        var trace = await Queries.Trace(new TraceRequest { Item = ItemOf(1) }, null!);
        trace.Events.Select(told => (told.Type, told.Via)).ShouldBe(
        [
            ("RunOpened", "run"), ("RunCommissioned", "run"), ("Unpacked", "pallet"), ("Transferred", "pallet"), ("Unpacked", "case"), ("Transferred", "case"), ("Dispensed", "own"),
        ]);
        var moved = trace.Events[3];
        (moved.From.Name, moved.To.Name, moved.Summary).ShouldBe(("Maker", "Distributor", "title and custody to Distributor"));
        moved.Block.ShouldBe(story.TransferBlock);
        moved.Arguments["newOwner"].ShouldBe($"{story.Distributor}");
        moved.TransactionHash.Length.ShouldBe(32);
        trace.Events.Select(told => told.Timestamp).ShouldBeInOrder();
        trace.Token.Status.ShouldBe(TokenStatus.Dispensed);
    }

    [Fact]
    public async Task Trace_UnitStillInside_EndsWithTheLotsRecall()
    {
        var trace = await Queries.Trace(new TraceRequest { Item = ItemOf(5) }, null!);
        trace.Events.Select(told => (told.Type, told.Via)).ShouldBe(
            [("RunOpened", "run"), ("RunCommissioned", "run"), ("Unpacked", "pallet"), ("Transferred", "pallet"), ("HoldPlaced", "lot")]);
        trace.Events[^1].Summary.ShouldBe("recall class 2 placed: broken seal");
        trace.Events[^1].Block.ShouldBe(story.RecallBlock);
    }

    // With pages of one each event's receipt is read by itself; in the whole those of one transaction share a reading.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Trace_PageByPage_IsTheSameAsWhole(uint size)
    {
        var whole = await Queries.Trace(new TraceRequest { Item = ItemOf(1) }, null!);
        whole.Events.Zip(whole.Events.Skip(1)).ShouldContain(pair => pair.First.TransactionHash == pair.Second.TransactionHash);
        var paged = new List<TraceEvent>();
        var token = "";
        do
        {
            var page = await Queries.Trace(new TraceRequest { Item = ItemOf(1), Page = new Page { Size = size, Token = token } }, null!);
            page.Events.Count.ShouldBeLessThanOrEqualTo((int)size);
            page.Height.Number.ShouldBe(whole.Height.Number);
            paged.AddRange(page.Events);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        paged.ShouldBe(whole.Events);
    }

    [Fact]
    public async Task Trace_PageTokenOfAnotherItem_IsRefused()
    {
        var page = await Queries.Trace(new TraceRequest { Item = ItemOf(1), Page = new Page { Size = 2 } }, null!);
        var other = new TraceRequest { Item = ItemOf(2), Page = new Page { Size = 2, Token = page.NextPageToken } };
        (await Should.ThrowAsync<LedgerException>(() => Queries.Trace(other, null!))).Code.ShouldBe(ErrorCode.PageTokenInvalid);
    }

    [Theory]
    [InlineData("/SN00001", Verdict.Blocked, VerdictReason.Dispensed)]
    [InlineData("/SN00005", Verdict.Blocked, VerdictReason.Recalled)]
    [InlineData("/MADE-UP", Verdict.NotAuthentic, VerdictReason.SerialUnknown)]
    [InlineData("", Verdict.Unreadable, VerdictReason.SerialMissing)]
    public async Task Verify_CodeOfTheProduct_HasAReason(string rest, Verdict verdict, VerdictReason reason)
    {
        var answer = await Queries.Verify(new VerifyRequest { Code = $"{StoryFixture.Gtin:D14}{rest}" }, null!);
        answer.Verdict.ShouldBe(verdict);
        answer.Reasons.Select(told => told.Code).ShouldContain(reason);
    }

    [Theory]
    [InlineData("(01)09506000134351(21)SN00001", Verdict.Unreadable, VerdictReason.CheckDigitWrong)]
    [InlineData("(01)04012345678901(21)SN00001", Verdict.NotAuthentic, VerdictReason.GtinNotRegistered)]
    [InlineData("hello", Verdict.Unreadable, VerdictReason.CodeUnreadable)]
    public async Task Verify_StrangeCode_HasAReason(string code, Verdict verdict, VerdictReason reason)
    {
        var answer = await Queries.Verify(new VerifyRequest { Code = code }, null!);
        (answer.Verdict, answer.Reasons.ShouldHaveSingleItem().Code).ShouldBe((verdict, reason));
    }

    [Theory]
    [InlineData("(10)OTHER", VerdictReason.LotMismatch)]
    [InlineData("(17)330519", VerdictReason.ExpiryMismatch)]
    public async Task Verify_PrintDiffersFromTheLedger_IsNotAuthentic(string print, VerdictReason reason)
    {
        var answer = await Queries.Verify(new VerifyRequest { Code = $"(01){StoryFixture.Gtin:D14}(21)SN00005{print}" }, null!);
        (answer.Verdict, answer.Reasons.ShouldHaveSingleItem().Code).ShouldBe((Verdict.NotAuthentic, reason));
    }

    [Fact]
    public async Task Holdings_EachPartner_AreTheUnitsItHas()
    {
        (await HoldingsOf("Maker")).ShouldBe([(TokenStatus.Active, 12ul, 12ul, 12ul)]);
        (await HoldingsOf("Distributor")).ShouldBe([(TokenStatus.Active, 8ul, 8ul, 0ul)]);
        (await HoldingsOf("Pharmacy")).ShouldBe([(TokenStatus.Active, 3ul, 3ul, 0ul), (TokenStatus.Dispensed, 1ul, 1ul, 0ul)]);
        (await HoldingsOf("Bank")).ShouldBeEmpty();
    }

    [Fact]
    public async Task HeldTokens_OfTheDistributor_IsThePallet()
    {
        var answer = await Queries.HeldTokens(new HeldTokensRequest { Partner = $"{story.Distributor}" }, null!);
        answer.Tokens.Select(token => token.Token).ShouldBe([story.Pallet(0).Value]);
        answer.NextPageToken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Encumbrance_UnitDeepInAPledgedPallet_NamesLienAndCarrier()
    {
        var answer = await Queries.Encumbrance(new EncumbranceRequest { Item = ItemOf(20) }, null!);
        answer.Pledged.ShouldBeTrue();
        answer.LienToken.ShouldBe(story.Pallet(1).Value);
        (answer.Lien.Debtor.Name, answer.Lien.Financier.Name, answer.Lien.Tokens, answer.Lien.State).ShouldBe(("Maker", "Bank", 1u, Lien.Types.State.Active));
        (await Queries.Encumbrance(new EncumbranceRequest { Item = ItemOf(5) }, null!)).Pledged.ShouldBeFalse();
    }

    [Fact]
    public async Task Liens_ByFinancierAndDebtor_AreFound()
    {
        (await Queries.Liens(new LiensRequest { Financier = "bank" }, null!)).Liens.Count.ShouldBe(1);
        (await Queries.Liens(new LiensRequest { Debtor = "Maker" }, null!)).Liens.Count.ShouldBe(1);
        (await Queries.Liens(new LiensRequest { Financier = "Bank", Debtor = "Pharmacy" }, null!)).Liens.ShouldBeEmpty();
        (await Queries.Liens(new LiensRequest(), null!)).Liens.Count.ShouldBe(1);
    }

    [Fact]
    public async Task RecallScope_OfTheLot_CountsEveryUnitOnce()
    {
        var scope = await Queries.RecallScope(new RecallScopeRequest { Gtin = $"{StoryFixture.Gtin:D14}", Lot = StoryFixture.Lot }, null!);
        (scope.AffectedUnits, scope.RecoveredUnits, scope.DispensedUnits).ShouldBe((24ul, 12ul, 1ul));
        scope.Holders.Select(holder => (holder.Partner.Name, holder.CustodyUnits, holder.Destination))
            .ShouldBe([("Maker", 12ul, true), ("Distributor", 8ul, false), ("Pharmacy", 3ul, false)]);
        var recall = scope.Recalls.ShouldHaveSingleItem();
        (recall.PlacedBy.Name, recall.Lifted).ShouldBe(("Regulator", false));
        var byId = await Queries.RecallScope(new RecallScopeRequest { Recall = recall.Id }, null!);
        byId.Holders.ShouldBe(scope.Holders);
    }

    [Fact]
    public async Task Lot_Named_ShowsRunsAndRecall()
    {
        var lot = await Queries.Lot(new LotRequest { Gtin = $"{StoryFixture.Gtin:D14}", Lot = StoryFixture.Lot }, null!);
        (lot.CommissionedUnits, lot.DispensedUnits, lot.Issuer.Name).ShouldBe((24ul, 1ul, "Maker"));
        (lot.Runs.ShouldHaveSingleItem().Units, lot.Runs[0].Block).ShouldBe((24u, story.CommissionBlock));
        lot.Recalls.ShouldHaveSingleItem().RecallClass.ShouldBe(2u);
    }

    [Fact]
    public async Task Partner_ByAnyName_IsTheSame()
    {
        var gln = Testing.LedgerWorld.GtinOf("950600013435");
        using var key = Testing.LedgerWorld.KeyOf("Maker");
        foreach (var name in new[] { "1", "maker", $"{gln:D13}", key.Address.ToString() })
        {
            var partner = (await Queries.Partner(new PartnerRequest { Partner = name }, null!)).Partner;
            (partner.Id, partner.Name).ShouldBe((1u, "Maker"), name);
            partner.Roles.ShouldBe(["issuer", "holder"]);
        }
    }

    [Fact]
    public async Task Partners_PageByPage_KeepTheHeight()
    {
        var first = await Queries.Partners(new PartnersRequest { Page = new Page { Size = 3 } }, null!);
        var second = await Queries.Partners(new PartnersRequest { Page = new Page { Size = 3, Token = first.NextPageToken } }, null!);
        first.Partners.Concat(second.Partners).Select(partner => partner.Name).ShouldBe(["Maker", "Distributor", "Pharmacy", "Bank", "Regulator"]);
        second.Height.ShouldBe(first.Height);
        second.NextPageToken.ShouldBeEmpty();
    }

    [Fact]
    public async Task At_BeforeTheTransfer_TheMakerStillHasIt()
    {
        var before = await Queries.At(new AtRequest { Item = ItemOf(5), Block = story.TransferBlock - 1 }, null!);
        (before.Token.Owner.Name, before.Token.Restrictions.Count, before.Height.Number).ShouldBe(("Maker", 0, story.TransferBlock - 1));
        var after = await Queries.At(new AtRequest { Item = ItemOf(5), Block = story.TransferBlock }, null!);
        after.Token.Owner.Name.ShouldBe("Distributor");
        var byTime = await Queries.At(new AtRequest { Item = ItemOf(5), Timestamp = after.Height.Timestamp }, null!);
        byTime.Height.Number.ShouldBeGreaterThanOrEqualTo(story.TransferBlock);
        byTime.Height.Timestamp.ShouldBe(after.Height.Timestamp);
    }

    [Fact]
    public async Task At_BeforeTheDispense_TheUnitIsActive()
    {
        (await Queries.At(new AtRequest { Item = ItemOf(1), Block = story.DispenseBlock - 1 }, null!)).Token.Status.ShouldBe(TokenStatus.Active);
        (await Queries.At(new AtRequest { Item = ItemOf(1), Block = story.DispenseBlock }, null!)).Token.Status.ShouldBe(TokenStatus.Dispensed);
    }

    [Fact]
    public async Task At_EveryBlockOfTheFuture_IsRefused() =>
        (await Should.ThrowAsync<LedgerException>(() => Queries.At(new AtRequest { Item = ItemOf(1), Block = ulong.MaxValue }, null!))).Code.ShouldBe(ErrorCode.BlockUnknown);

    [Fact]
    public async Task KnownSerials_SomeNew_AreLeftOut()
    {
        var answer = await Queries.KnownSerials(new KnownSerialsRequest { Gtin = $"{StoryFixture.Gtin:D14}", Serials = { "NEW", "SN00003", "" } }, null!);
        (answer.Known.ShouldHaveSingleItem().Serial, answer.Known[0].Token).ShouldBe(("SN00003", story.Unit(3).Value));
    }

    [Fact]
    public async Task ReceiptProof_OfTheTransfer_IsVerifiedByTheHeader()
    {
        var moved = (await Queries.Trace(new TraceRequest { Item = ItemOf(1) }, null!)).Events[3];
        var proof = await Queries.ReceiptProof(new ReceiptProofRequest { Block = moved.Block, TransactionIndex = moved.TransactionIndex }, null!);
        var header = BlockHeader.Decode(proof.HeaderRlp.Span);
        var proven = TrieProof.Verify(header.ReceiptsRoot, IndexedTrie.KeyOf((int)moved.TransactionIndex), [.. proof.Nodes.Select(node => node.ToByteArray())]);
        proven.ShouldBe(proof.Receipt.ToByteArray());
        var log = ReceiptRlp.Decode(proven).Logs[(int)moved.ReceiptLogIndex];
        log.Address.ShouldBe(story.World.Network.AddressOf(Contracts.Deployment.LedgerContract.Tokens));
    }

    [Theory]
    [InlineData("", ErrorCode.ArgumentMissing)]
    [InlineData("0x123", ErrorCode.TokenUnknown)]
    [InlineData("09506000134351/1", ErrorCode.CheckDigitWrong)]
    [InlineData("04012345678901/1", ErrorCode.GtinNotRegistered)]
    [InlineData("urn:epc:id:sgtin:nonsense", ErrorCode.Gs1Syntax)]
    public async Task Token_BadItem_IsRefusedWithItsCode(string item, ErrorCode code)
    {
        var exception = await Should.ThrowAsync<LedgerException>(() => Queries.Token(new TokenRequest { Item = item }, null!));
        exception.Code.ShouldBe(code);
        exception.Error.Cure.ShouldNotBeEmpty();
        exception.Error.Field.ShouldBe("item");
    }

    private async Task<List<(TokenStatus Status, ulong Owned, ulong Custody, ulong Pledged)>> HoldingsOf(string partner)
    {
        var answer = await Queries.Holdings(new HoldingsRequest { Partner = partner }, null!);
        return [.. answer.Rows.Select(row => (row.Status, row.OwnedUnits, row.CustodyUnits, row.PledgedUnits))];
    }
}
