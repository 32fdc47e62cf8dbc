using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Products, lots and runs.</summary>
internal sealed class CatalogueEvents(ProjectionContext context, TokenRows tokens, UnitSums sums)
{
    public void ProductRegistered(ref EventReader reader)
    {
        var gtin = reader.IndexedUInt64(64);
        var product = new ProductId(reader.IndexedUInt32());
        var issuer = new PartnerId(reader.IndexedUInt32(24));
        var name = reader.Text();
        var word = reader.Word();
        reader.End();
        if (context.View.TryFindProduct(gtin, out _) || context.View.TryProduct(product, out _)) throw context.Corrupt($"product {product} with GTIN {gtin} was registered twice.");
        if (word != new StorageWord(0, 0, issuer.Value, ((ulong)product.Value << 32) | 1)) throw context.Corrupt($"the word of product {product} is not that of a new one.");
        Write(product, new ProductRecord(default, word, gtin, issuer, context.At, context.Block.TimestampSeconds, name));
        context.Write(EntityKind.ProductByGtin, ProjectionKeys.Gtin(gtin), product.Value);
        context.Count(ProjectionCounters.Products, 1);
        context.History(SubjectKind.Product, product.Value, 0, binds: true, default);
    }

    /// <summary>Comes before the lot's first run.</summary>
    public void LotMarketsSet(ref EventReader reader)
    {
        var lot = new LotId(reader.IndexedUInt32());
        var markets = reader.Hash();
        reader.End();
        if (context.View.TryLot(lot, out _)) throw context.Corrupt($"the markets of lot {lot} were set after its first run.");
        Write(lot, new LotRecord(default, 0, markets, context.At, context.Block.TimestampSeconds, ""));
    }

    public void RunOpened(ref EventReader reader)
    {
        var (run, lot, product) = (new RunId(reader.IndexedUInt32()), new LotId(reader.IndexedUInt32()), new ProductId(reader.IndexedUInt32()));
        var (word, rootWord, lotWord) = (new RunWord(reader.Word()), reader.Word(), new LotWord(reader.Word()));
        reader.End();
        if (context.View.TryRun(run, out _)) throw context.Corrupt($"run {run} was opened twice.");
        if (word.Lot != lot || word.Product != product || lotWord.Product != product) throw context.Corrupt($"the words of run {run} name another product or lot.");
        Write(run, new RunRecord(word, 0, 0, 0, 0, default, context.At, context.Block.TimestampSeconds));
        OpenLot(lot, lotWord);
        context.Mark(EntityKind.LotRun, ProjectionKeys.LotRun(lot, run));
        var root = tokens.Change(TokenId.RootOf(run), rootWord, 1, 1);
        if (!root.IsHeld || root.Owner != word.Issuer || root.Custodian != word.Issuer) throw context.Corrupt($"run {run} does not begin with its issuer.");
        sums.Add(root, lot, word.Count);
        var units = context.View.LotUnits(lot);
        context.Write(EntityKind.LotUnits, ProjectionKeys.Lot(lot), (units with { Commissioned = units.Commissioned + word.Count }).Write(context.Record));
        context.Count(ProjectionCounters.Units, word.Count);
        context.Count(ProjectionCounters.Runs, 1);
    }

    public void RunCommissioned(ref EventReader reader)
    {
        var run = new RunId(reader.IndexedUInt32());
        var gtin = reader.IndexedUInt64(64);
        var code = reader.Text();
        var (firstCase, firstPallet) = (reader.UInt64(64), reader.UInt64(64));
        var codec = (byte)reader.UInt64(8);
        var serialsHash = reader.Hash();
        reader.End();
        if (!context.View.TryRun(run, out var record) || record.Gtin != 0) throw context.Corrupt($"run {run} was not opened, or was commissioned twice.");
        if (!context.View.TryFindProduct(gtin, out var product) || product != record.Word.Product) throw context.Corrupt($"run {run} is not of GTIN {gtin}.");
        Write(run, record with { Gtin = gtin, FirstCaseSscc = firstCase, FirstPalletSscc = firstPallet, Codec = codec, SerialsHash = serialsHash, Commissioned = context.At });
        NameLot(record.Word.Lot, gtin, code);
        AddSsccs(run, TokenLevel.Case, firstCase, record.Word);
        AddSsccs(run, TokenLevel.Pallet, firstPallet, record.Word);
        var root = context.View.Token(TokenId.RootOf(run));
        context.History(SubjectKind.Token, TokenId.RootOf(run).Value, root.Seq, binds: true, root.Word);
    }

    public void ChangeProduct(ProductId product, ProductWord word)
    {
        if (!context.View.TryProduct(product, out var record)) throw context.Corrupt($"there is no product {product}.");
        context.ExpectStep($"product {product}", record.Word.Seq, word.Seq);
        Write(product, record with { Word = word });
        context.History(SubjectKind.Product, product.Value, word.Seq, binds: true, word.Word);
    }

    public void ChangeLot(LotId lot, LotWord word)
    {
        if (!context.View.TryLot(lot, out var record)) throw context.Corrupt($"there is no lot {lot}.");
        context.ExpectStep($"lot {lot}", record.Word.Seq, word.Seq);
        Write(lot, record with { Word = word });
        context.History(SubjectKind.Lot, lot.Value, word.Seq, binds: true, word.Word);
    }

    public void ChangeRun(RunId run, RunWord word)
    {
        if (!context.View.TryRun(run, out var record)) throw context.Corrupt($"there is no run {run}.");
        Write(run, record with { Word = word });
    }

    /// <summary>A new run learns how many lots it was made of, and nothing else.</summary>
    public void Transformed(RunId run, RunWord word)
    {
        var before = context.View.RunWord(run);
        if (before.Sources != 0 || word.Sources == 0 || (word.Product, word.Lot, word.Issuer, word.Count) != (before.Product, before.Lot, before.Issuer, before.Count)) throw context.Corrupt($"the word of run {run} is not that of one that was made of others.");
        ChangeRun(run, word);
    }

    private void OpenLot(LotId lot, LotWord word)
    {
        if (!context.View.TryLot(lot, out var record)) Write(lot, record = new LotRecord(default, 0, default, context.At, context.Block.TimestampSeconds, ""));
        if (record.Word.Seq != 0 && (record.Word.Issuer != word.Issuer || record.Word.ExpirySeconds != word.ExpirySeconds)) throw context.Corrupt($"lot {lot} changed its issuer or expiry.");
        if (word.NamesMarkets != (record.Markets != default)) throw context.Corrupt($"the markets of lot {lot} are not what its word says.");
        ChangeLot(lot, word);
    }

    private void NameLot(LotId lot, ulong gtin, string code)
    {
        if (!context.View.TryLot(lot, out var record)) throw context.Corrupt($"there is no lot {lot}.");
        if (record.Gtin != 0)
        {
            if (record.Gtin != gtin || !string.Equals(record.Code, code, StringComparison.Ordinal)) throw context.Corrupt($"lot {lot} is not {code} of {gtin}.");
            return;
        }

        if (code.Length is 0 or > ProjectionKeys.MaximumLotCodeCharacters) throw context.Corrupt($"lot {lot} has a code of {code.Length} characters.");
        if (context.View.TryFindLot(gtin, code, out var other)) throw context.Corrupt($"lots {other} and {lot} have one code.");
        Write(lot, record with { Gtin = gtin, Code = code });
        context.Write(EntityKind.LotCode, ProjectionKeys.LotCode(gtin, code), lot.Value);
    }

    /// <summary>The chain doesn't keep two runs from having one SSCC: the first keeps it, and an alert says so.</summary>
    private void AddSsccs(RunId run, TokenLevel level, ulong first, RunWord word)
    {
        var count = RunLayout.Population(word, level);
        if (first == 0 || count == 0) return;
        var key = ProjectionKeys.Sscc(first);
        if (context.TryRead(EntityKind.SsccRange, key, out var value))
        {
            var other = SsccRangeRecord.Read(value);
            context.Alert("DUPLICATE_SSCC", $"Runs {other.Run} and {run} were given the same first SSCC {first:D18}.", TokenId.Of(other.Run, other.Level, 0), TokenId.Of(run, level, 0));
            return;
        }

        context.Write(EntityKind.SsccRange, key, new SsccRangeRecord(run, level, count).Write(context.Record));
    }

    private void Write(ProductId product, ProductRecord record) => context.Write(EntityKind.Product, ProjectionKeys.Product(product), record.Write(context.Record));

    private void Write(LotId lot, LotRecord record) => context.Write(EntityKind.Lot, ProjectionKeys.Lot(lot), record.Write(context.Record));

    private void Write(RunId run, RunRecord record) => context.Write(EntityKind.Run, ProjectionKeys.Run(run), record.Write(context.Record));
}
