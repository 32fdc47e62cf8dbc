using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Tests.Testing;

namespace Ledger.Node.Tests.Queries;

/// <summary>A story played once on the real contracts: two pallets of twelve units; one moves on and is opened, the other is pledged; then the lot is recalled.</summary>
public sealed class StoryFixture : IAsyncLifetime
{
    public const string Lot = "L-42";
    private const ulong FarDeadline = 4_000_000_000;

    internal static readonly ulong Gtin = LedgerWorld.GtinOf("0950600013435");
    internal static readonly ulong FirstCase = LedgerWorld.GtinOf("09506000134000001");
    internal static readonly ulong FirstPallet = LedgerWorld.GtinOf("19506000134000001");

    internal LedgerWorld World { get; private set; } = null!;

    internal PartnerId Maker { get; private set; }

    internal PartnerId Distributor { get; private set; }

    internal PartnerId Pharmacy { get; private set; }

    internal PartnerId Bank { get; private set; }

    internal PartnerId Regulator { get; private set; }

    internal RunId Run { get; private set; }

    internal ulong CommissionBlock { get; private set; }

    internal ulong TransferBlock { get; private set; }

    internal ulong DispenseBlock { get; private set; }

    internal ulong RecallBlock { get; private set; }

    internal static string SerialOf(int index) => $"SN{index:D5}";

    internal TokenId Unit(uint index) => TokenId.UnitOf(Run, index);

    internal TokenId Case(uint index) => TokenId.Of(Run, TokenLevel.Case, index);

    internal TokenId Pallet(uint index) => TokenId.Of(Run, TokenLevel.Pallet, index);

    public async Task InitializeAsync()
    {
        World = await LedgerWorld.StartAsync();
        Maker = await World.AdmitAsync("Maker", PartnerRoles.Issuer | PartnerRoles.Holder, LedgerWorld.GtinOf("950600013435"));
        Distributor = await World.AdmitAsync("Distributor", PartnerRoles.Holder);
        Pharmacy = await World.AdmitAsync("Pharmacy", PartnerRoles.Holder);
        Bank = await World.AdmitAsync("Bank", PartnerRoles.Financier);
        Regulator = await World.AdmitAsync("Regulator", PartnerRoles.Regulator);
        await World.ApplyAsync(new RegisterProduct(Gtin, 0, Maker.Value, "Tablets", FarDeadline, default));
        (Run, CommissionBlock) = await World.CommissionAsync(Gtin, Lot, [.. Enumerable.Range(0, 24).Select(SerialOf)], 4, 3, FirstCase, FirstPallet);
        await UnpackAsync(TokenId.RootOf(Run), Pallet(0), Pallet(1));
        TransferBlock = await MoveAsync(Pallet(0), Maker, Distributor);
        await UnpackAsync(Pallet(0), Case(0));
        await MoveAsync(Case(0), Distributor, Pharmacy);
        DispenseBlock = await World.ApplyAsync(new DispenseTokens([World.Now(Unit(1))], FarDeadline, default));
        await World.ApplyAsync(new PledgeTokens([World.Now(Pallet(1))], Maker.Value, Bank.Value, 0, 3_000_000_000, 86_400, new Bytes32(new byte[32]), FarDeadline, default));
        using var view = World.Views.Open()!;
        view.Rows.TryPartner(Regulator, out var regulator).ShouldBeTrue();
        RecallBlock = await World.ApplyAsync(
            new RecallLot(Regulator.Value, regulator!.Word.Seq, Gtin, Lot, 2, [Maker.Value], "broken seal", FarDeadline, default));
    }

    public async Task DisposeAsync() => await World.DisposeAsync();

    private Task<ulong> UnpackAsync(TokenId root, params TokenId[] tokens) =>
        World.ApplyAsync(new UnpackTokens([.. tokens.Select(World.Now)], World.Now(root), FarDeadline, default));

    private Task<ulong> MoveAsync(TokenId token, PartnerId from, PartnerId to) =>
        World.ApplyAsync(new TransferTokens([World.Now(token)], from.Value, from.Value, to.Value, to.Value, FarDeadline, default));
}
