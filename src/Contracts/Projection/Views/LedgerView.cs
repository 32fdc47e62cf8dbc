using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Views;

/// <summary>Reads rows by type. A row that is no record of its kind is a <see cref="RecordFormatException"/>: the store is corrupt.</summary>
public sealed partial class LedgerView(IProjectionReader reader)
{
    /// <summary>A token's storage word; zero without a record.</summary>
    public TokenWord Token(TokenId token)
    {
        var key = ProjectionKeys.Token(token);
        return new(Word(EntityKind.Token, key));
    }

    /// <summary>A run's storage word; zero if there is no such run.</summary>
    public RunWord RunWord(RunId run)
    {
        var key = ProjectionKeys.Run(run);
        return reader.TryRead(EntityKind.Run, key.Span, out var value) ? RunRecord.ReadWord(value) : default;
    }

    /// <summary>A run.</summary>
    public bool TryRun(RunId run, [NotNullWhen(true)] out RunRecord? record)
    {
        var key = ProjectionKeys.Run(run);
        record = reader.TryRead(EntityKind.Run, key.Span, out var value) ? RunRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>A lot's storage word; zero if there is no such lot.</summary>
    public LotWord LotWord(LotId lot)
    {
        var key = ProjectionKeys.Lot(lot);
        return reader.TryRead(EntityKind.Lot, key.Span, out var value) ? LotRecord.ReadWord(value) : default;
    }

    /// <summary>A lot.</summary>
    public bool TryLot(LotId lot, [NotNullWhen(true)] out LotRecord? record)
    {
        var key = ProjectionKeys.Lot(lot);
        record = reader.TryRead(EntityKind.Lot, key.Span, out var value) ? LotRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>The lot with a code.</summary>
    /// <param name="gtin">The GTIN as a number.</param>
    /// <param name="code">The lot code.</param>
    /// <param name="lot">The lot.</param>
    public bool TryFindLot(ulong gtin, string code, out LotId lot)
    {
        lot = default;
        if (code.Length > ProjectionKeys.MaximumLotCodeCharacters) return false;
        var key = ProjectionKeys.LotCode(gtin, code);
        if (!reader.TryRead(EntityKind.LotCode, key.Span, out var value)) return false;
        lot = new(BinaryPrimitives.ReadUInt32BigEndian(value));
        return true;
    }

    /// <summary>What a lot had and has.</summary>
    public LotUnits LotUnits(LotId lot)
    {
        var key = ProjectionKeys.Lot(lot);
        return reader.TryRead(EntityKind.LotUnits, key.Span, out var value) ? Records.LotUnits.Read(value) : default;
    }

    /// <summary>A product's storage word; zero if there is no such product.</summary>
    public ProductWord ProductWord(ProductId product)
    {
        var key = ProjectionKeys.Product(product);
        return reader.TryRead(EntityKind.Product, key.Span, out var value) ? ProductRecord.ReadWord(value) : default;
    }

    /// <summary>A product.</summary>
    public bool TryProduct(ProductId product, [NotNullWhen(true)] out ProductRecord? record)
    {
        var key = ProjectionKeys.Product(product);
        record = reader.TryRead(EntityKind.Product, key.Span, out var value) ? ProductRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>The product with a GTIN.</summary>
    public bool TryFindProduct(ulong gtin, out ProductId product)
    {
        var key = ProjectionKeys.Gtin(gtin);
        var found = reader.TryRead(EntityKind.ProductByGtin, key.Span, out var value);
        product = found ? new(BinaryPrimitives.ReadUInt32BigEndian(value)) : default;
        return found;
    }

    /// <summary>A partner.</summary>
    public bool TryPartner(PartnerId partner, [NotNullWhen(true)] out PartnerRecord? record)
    {
        var key = ProjectionKeys.Partner(partner);
        record = reader.TryRead(EntityKind.Partner, key.Span, out var value) ? PartnerRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>A partner's name; empty if there is no such partner.</summary>
    public string PartnerName(PartnerId partner)
    {
        var key = ProjectionKeys.Partner(partner);
        return reader.TryRead(EntityKind.Partner, key.Span, out var value) ? PartnerRecord.ReadName(value) : "";
    }

    /// <summary>The partner that has, or once had, an account.</summary>
    public bool TryFindPartner(in Address account, out PartnerId partner)
    {
        var key = ProjectionKeys.Account(account);
        var found = reader.TryRead(EntityKind.PartnerByAccount, key.Span, out var value);
        partner = found ? new(BinaryPrimitives.ReadUInt32BigEndian(value)) : default;
        return found;
    }

    /// <summary>A lien's storage word; zero if there is no such lien.</summary>
    public LienWord LienWord(LienId lien)
    {
        var key = ProjectionKeys.Lien(lien);
        return reader.TryRead(EntityKind.Lien, key.Span, out var value) ? LienRecord.ReadWord(value) : default;
    }

    /// <summary>A lien.</summary>
    public bool TryLien(LienId lien, [NotNullWhen(true)] out LienRecord? record)
    {
        var key = ProjectionKeys.Lien(lien);
        record = reader.TryRead(EntityKind.Lien, key.Span, out var value) ? LienRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>A hold's storage word; zero if there is no such hold.</summary>
    public HoldWord HoldWord(HoldId hold)
    {
        var key = ProjectionKeys.Hold(hold);
        return reader.TryRead(EntityKind.Hold, key.Span, out var value) ? HoldRecord.ReadWord(value) : default;
    }

    /// <summary>A hold.</summary>
    public bool TryHold(HoldId hold, [NotNullWhen(true)] out HoldRecord? record)
    {
        var key = ProjectionKeys.Hold(hold);
        record = reader.TryRead(EntityKind.Hold, key.Span, out var value) ? HoldRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>A word of a run's list of recalled ranges: <c>hold 32 | first 32 | last 32</c>, lowest bits first.</summary>
    public StorageWord RunRange(RunId run, byte index)
    {
        var key = ProjectionKeys.RunRange(run, index);
        return Word(EntityKind.RunRange, key);
    }

    /// <summary>A word of a container's list of lots: four entries of <c>lot 32 | children 24 | spare 8</c>, lowest bits first.</summary>
    public StorageWord Contents(TokenId container, byte index)
    {
        var key = ProjectionKeys.Contents(container, index);
        return Word(EntityKind.Contents, key);
    }

    /// <summary>256 touched bits, as the contract stores them.</summary>
    public StorageWord TouchedWord(TokenId token)
    {
        var key = ProjectionKeys.WordOf(token);
        return Word(EntityKind.Touched, key);
    }

    /// <summary>Whether a unit, case or pallet ever had a record or was dispensed.</summary>
    public bool IsTouched(TokenId token) => TouchedWord(token).Bits((int)(token.Value & 0xff), 1) != 0;

    /// <summary>The event that dispensed a unit without a record, or null.</summary>
    public EventRef? DispensedBy(TokenId unit)
    {
        var key = ProjectionKeys.WordOf(unit);
        return reader.TryRead(EntityKind.Dispense, key.Span, out var value) ? DispenseRecord.Read(value).Find((byte)unit.Value) : null;
    }

    /// <summary>The outcome of a message.</summary>
    public bool TryMessage(in Bytes32 digest, [NotNullWhen(true)] out MessageRecord? record)
    {
        var key = ProjectionKeys.Digest(digest);
        record = reader.TryRead(EntityKind.Message, key.Span, out var value) ? MessageRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>The council.</summary>
    public CouncilRecord Council()
    {
        var key = ProjectionKeys.Council();
        return reader.TryRead(EntityKind.Council, key.Span, out var value) ? CouncilRecord.Read(value) : CouncilRecord.Empty;
    }

    /// <summary>An act of the council.</summary>
    public bool TryCouncilAct(in Bytes32 digest, [NotNullWhen(true)] out CouncilActRecord? record)
    {
        var key = ProjectionKeys.Digest(digest);
        record = reader.TryRead(EntityKind.CouncilAct, key.Span, out var value) ? CouncilActRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>The name of a market number, or null.</summary>
    public string? Market(byte market)
    {
        var key = ProjectionKeys.Market(market);
        return reader.TryRead(EntityKind.Market, key.Span, out var value) ? System.Text.Encoding.UTF8.GetString(value) : null;
    }

    /// <summary>A counter of <see cref="ProjectionCounters"/>.</summary>
    public ulong Counter(string name)
    {
        var key = ProjectionKeys.Counter(name);
        return reader.TryRead(EntityKind.Counter, key.Span, out var value) ? BinaryPrimitives.ReadUInt64BigEndian(value) : 0;
    }

    /// <summary>What a partner has of a lot in a status, now.</summary>
    public UnitSum HoldingSum(PartnerId partner, ProductId product, LotId lot, TokenStatus status)
    {
        var key = ProjectionKeys.AtBlock(ProjectionKeys.HoldingSum(partner, product, lot, status), ulong.MaxValue);
        return reader.TryRead(EntityKind.HoldingSum, key.Span, out var value) ? UnitSum.Read(value) : default;
    }

    /// <summary>The units under a lien, while it is alive.</summary>
    public LienSumRecord LienSum(LienId lien)
    {
        var key = ProjectionKeys.Lien(lien);
        return reader.TryRead(EntityKind.LienSum, key.Span, out var value) ? LienSumRecord.Read(value) : new LienSumRecord([]);
    }

    /// <summary>Units of a lot inside a container, where the row says so; else null: as many as the layout says.</summary>
    internal ulong? InsideRow(TokenId container, LotId lot)
    {
        var key = ProjectionKeys.Inside(container, lot);
        return reader.TryRead(EntityKind.Inside, key.Span, out var value) ? BinaryPrimitives.ReadUInt64BigEndian(value) : null;
    }

    private StorageWord Word(EntityKind kind, in ProjectionKey key) =>
        reader.TryRead(kind, key.Span, out var value) ? StorageWord.Read(value) : default;
}
