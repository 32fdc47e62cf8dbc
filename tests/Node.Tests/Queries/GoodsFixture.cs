using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Tests.Testing;

namespace Ledger.Node.Tests.Queries;

/// <summary>
/// A story played once on the real contracts: of four cases two are shipped and received with exceptions, one is in transit and one in quarantine; a
/// run is pledged twice; another is used up, exported, destroyed and lost in parts, and its lot recalled.
/// </summary>
public sealed class GoodsFixture : IAsyncLifetime
{
    private const ulong FarDeadline = 4_000_000_000;
    private static readonly ulong Tomorrow = (ulong)DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds();

    internal static readonly ulong Gtin = LedgerWorld.GtinOf("0950600013435");
    internal static readonly ulong OutputGtin = LedgerWorld.GtinOf("0950600013436");
    internal static readonly Bytes32 Root = Keccak256.Hash([7]);

    internal LedgerWorld World { get; private set; } = null!;

    internal PartnerId Maker { get; private set; }

    internal PartnerId Pharmacy { get; private set; }

    internal PartnerId Lorry { get; private set; }

    internal RunId Run { get; private set; }

    internal RunId Raw { get; private set; }

    internal RunId Made { get; private set; }

    internal uint Received { get; private set; }

    internal uint Open { get; private set; }

    internal ulong RangeBlock { get; private set; }

    internal ulong LiftBlock { get; private set; }

    internal TokenId Case(uint index) => TokenId.Of(Run, TokenLevel.Case, index);

    internal static string SerialOf(string prefix, int index) => $"{prefix}{index:D3}";

    public async Task InitializeAsync()
    {
        World = await LedgerWorld.StartAsync();
        Maker = await World.AdmitAsync("Maker", PartnerRoles.Issuer | PartnerRoles.Holder);
        Pharmacy = await World.AdmitAsync("Pharmacy", PartnerRoles.Holder);
        Lorry = await World.AdmitAsync("Lorry", PartnerRoles.Carrier);
        var (bank, second) = (await World.AdmitAsync("Bank", PartnerRoles.Financier), await World.AdmitAsync("Second Bank", PartnerRoles.Financier));
        await World.ApplyAsync(new RegisterProduct(Gtin, 0, Maker.Value, "Tablets", FarDeadline, default));
        await World.ApplyAsync(new RegisterProduct(OutputGtin, 0, Maker.Value, "Kits", FarDeadline, default));
        (Run, _) = await World.CommissionAsync(Gtin, "L-1", Serials("A", 16), 4, 0);
        await UnpackAsync(TokenId.RootOf(Run), Case(0), Case(1), Case(2), Case(3));
        await ShipAndReceiveAsync();
        await World.ApplyAsync(new AttestCondition(Maker.Value, SeqOf(Maker), [TokenId.UnitOf(Run, 8).Value], 1, 0, Root, FarDeadline, default));
        await ShipAsync(Case(2));
        Open = (await ShipmentsAsync())[0].Id;
        await World.ApplyAsync(new AttestCondition(Maker.Value, SeqOf(Maker), [Case(3).Value], 1, 2, Root, FarDeadline, default));
        await RecallRangeAsync();
        await PledgeAsync(bank, second);
        await TransformAsync();
        await World.ApplyAsync(new AnchorBatch(Maker.Value, SeqOf(Maker), Root, 5, FarDeadline, default));
        await World.ApplyAsync(new GrantMandate(Maker.Value, SeqOf(Maker), Lorry.Value, 3_000_000_000, FarDeadline, default));
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    internal async Task<IReadOnlyList<Shipment>> ShipmentsAsync() => (await World.Queries.Shipments(new ShipmentsRequest { Partner = "Pharmacy" }, null!)).Shipments;

    private async Task ShipAndReceiveAsync()
    {
        await ShipAsync(Case(0), Case(1));
        var shipment = (await ShipmentsAsync())[0];
        Received = shipment.Id;
        await World.ApplyAsync(new ReceiveShipment(
            Received,
            shipment.Seq,
            [Case(0).Value, Case(1).Value],
            1,
            [new(Case(1).Value, World.Now(Case(1)).Seq, 1, 2), new(TokenId.UnitOf(Run, 0).Value, 0, 2, 10)],
            [new(0, 3, 9)],
            FarDeadline,
            default));
    }

    private Task<ulong> ShipAsync(params TokenId[] tokens) => World.ApplyAsync(new ShipTokens(
        [.. tokens.Select(World.Now)], Maker.Value, Maker.Value, Pharmacy.Value, Pharmacy.Value, Lorry.Value, Tomorrow, 86_400, FarDeadline, default));

    private async Task RecallRangeAsync()
    {
        RangeBlock = await World.ApplyAsync(new RecallRange(Maker.Value, SeqOf(Maker), Run.Value, 12, 15, 3, [], "wrong label", FarDeadline, default));
        var holds = (await World.Queries.Holds(new HoldsRequest { Kind = Restriction.Types.Kind.Recall }, null!)).Holds;
        LiftBlock = await World.ApplyAsync(new LiftRecall(Maker.Value, holds[0].Id, holds[0].Seq, FarDeadline, default));
    }

    private async Task PledgeAsync(PartnerId bank, PartnerId second)
    {
        var (run, _) = await World.CommissionAsync(Gtin, "L-2", Serials("B", 3), 0, 0);
        await World.ApplyAsync(new PledgeTokens([World.Now(TokenId.RootOf(run))], Maker.Value, bank.Value, 0, 3_000_000_000, 86_400, default, FarDeadline, default));
        var lien = (await World.Queries.Liens(new LiensRequest { Financier = "Bank" }, null!)).Liens[0];
        await World.ApplyAsync(new AddClaim(lien.Id, lien.Seq, Maker.Value, second.Value, 3_100_000_000, 172_800, Root, FarDeadline, default));
    }

    private async Task TransformAsync()
    {
        (Raw, _) = await World.CommissionAsync(Gtin, "RAW", Serials("C", 8), 0, 0);
        var blob = SerialList.FromStrings(Serials("K", 2)).Encode();
        var output = new CommissionRun(OutputGtin, "KIT", 0, 2_000_000_000, 0, 2, 0, 0, 0, 0, blob[0], blob, FarDeadline, default);
        await World.ApplyAsync(new TransformUnits([Unit(0), Unit(1)], output, FarDeadline, default));
        Made = new RunId(Raw.Value + 1);
        await World.ApplyAsync(new ExportTokens([Unit(2)], 276, FarDeadline, default));
        await UnpackAsync(TokenId.RootOf(Raw), TokenId.UnitOf(Raw, 3), TokenId.UnitOf(Raw, 4));
        await World.ApplyAsync(new ReportMissing([Unit(3)], 7, FarDeadline, default));
        await World.ApplyAsync(new DestroyTokens([Unit(4)], FarDeadline, default));
        await World.ApplyAsync(new RecallLot(Maker.Value, SeqOf(Maker), Gtin, "RAW", 1, [Maker.Value], "impure", FarDeadline, default));
    }

    private TokenSeq Unit(uint index) => World.Now(TokenId.UnitOf(Raw, index));

    private static string[] Serials(string prefix, int count) => [.. Enumerable.Range(0, count).Select(i => SerialOf(prefix, i))];

    private uint SeqOf(PartnerId partner)
    {
        using var view = World.Views.Open()!;
        return view.Rows.TryPartner(partner, out var record) ? record.Word.Seq : 0;
    }

    private Task<ulong> UnpackAsync(TokenId root, params TokenId[] tokens) =>
        World.ApplyAsync(new UnpackTokens([.. tokens.Select(World.Now)], World.Now(root), FarDeadline, default));
}
