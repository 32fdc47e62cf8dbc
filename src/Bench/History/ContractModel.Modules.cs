using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;

namespace Ledger.Bench.History;

/// <summary>Acts of Catalogue, Liens and Recalls.</summary>
internal sealed partial class ContractModel
{
    private const int HoldPlacedHeadSizeBytes = 128;

    /// <summary>Opens a lot. Nothing is on the chain before its first run.</summary>
    public LotId OpenLot(ProductSpec product, string code, uint expirySeconds)
    {
        var (lot, fingerprint) = Registry.NextLot(product.Gtin, code);
        _lots[lot.Value] = StorageWord.Zero
            .With(32, 32, product.Product.Value).With(64, 24, product.Issuer.Value).With(120, 32, expirySeconds)
            .With(184, 1, product.Markets == 0 ? 0u : 1u).With(200, 56, fingerprint);
        return lot;
    }

    /// <summary>Commissions a run of a lot.</summary>
    /// <param name="product">The product.</param>
    /// <param name="lot">The lot.</param>
    /// <param name="code">Its code.</param>
    /// <param name="size">Units, cases, pallets.</param>
    /// <param name="makeSerials">Makes the serial list, later and on another thread.</param>
    public (RunId Run, TransactionDraft Draft) Commission(ProductSpec product, LotId lot, string code, RunSize size, Func<byte[]> makeSerials)
    {
        var draft = new TransactionDraft();
        var lotWord = _lots[lot.Value];
        var expiry = new LotWord(lotWord).ExpirySeconds;
        if (new LotWord(lotWord).Seq == 0 && product.Markets != 0)
            draft.Emit(LedgerContract.Tokens, LotMarketsSetEvent.Topic0, [Word(lot.Value)], Word(product.Markets));
        lotWord = _lots[lot.Value] = lotWord.Plus(168, 16, 1).Plus(0, 32, 1);
        var run = Registry.NextRun();
        var runWord = _runs[run.Value] = StorageWord.Zero
            .With(0, 32, product.Product.Value).With(32, 32, lot.Value).With(64, 24, product.Issuer.Value).With(88, 24, size.Units)
            .With(112, 16, size.UnitsPerCase).With(128, 16, size.CasesPerPallet).With(152, 1, product.Markets == 0 ? 0u : 1u);
        var root = TokenId.RootOf(run);
        var rootWord = Set(root, StorageWord.Zero.Raised(binding: true).AsHeld(product.Issuer, product.Issuer, default));
        draft.Emit(
            LedgerContract.Tokens, RunOpenedEvent.Topic0, [Word(run.Value), Word(lot.Value), Word(product.Product.Value)], runWord, rootWord, lotWord);
        Face(draft, StorageWord.Zero, Registry.FaceOf(product.Issuer), root);
        var seq = new LotWord(lotWord).Seq - 1;
        draft.EmitLater(LedgerContract.Catalogue, RunCommissionedEvent.Topic0, [Word(run.Value), Word(product.Gtin)], () =>
        {
            var serials = makeSerials();
            var message = new CommissionRun(
                product.Gtin, code, seq, expiry, product.Markets, size.Units, (ushort)size.UnitsPerCase, (ushort)size.CasesPerPallet,
                0, 0, serials[0], serials, ulong.MaxValue, Bytes32.Zero);
            return (Announce(code, serials[0], Keccak256.Hash(serials)), CatalogueFunctions.Commission.Encode(message, new byte[65]));
        });
        return (run, Apply(draft, LedgerContract.Catalogue));
    }

    /// <summary>Pledges held tokens of one owner.</summary>
    public (LienId Lien, TransactionDraft Draft) Pledge(IReadOnlyList<TokenId> tokens, PartnerId financier, LienPolicy policy)
    {
        var draft = new TransactionDraft();
        var digest = Registry.NextDigest();
        var lien = Registry.NextLien(digest);
        var debtor = Token(tokens[0]).Owner;
        var word = _liens[lien.Value] = StorageWord.Zero
            .With(0, 32, 1).With(32, 24, financier.Value).With(56, 24, debtor.Value).With(80, 16, (ulong)policy).With(96, 8, (ulong)LienState.Active)
            .With(104, 40, Registry.TimestampSeconds + (90 * 86_400)).With(144, 32, 7 * 86_400);
        draft.Emit(
            LedgerContract.Tokens, LienCreatedEvent.Topic0, [Word(lien.Value), Word(debtor.Value), Word(financier.Value)], word, StorageWord.Read(digest.Span));
        foreach (var token in tokens)
        {
            var slot = Set(token, Token(token).Word.Raised(binding: true).WithLien(lien));
            draft.Emit(LedgerContract.Tokens, PledgedEvent.Topic0, [Word(token), Word(lien.Value)], slot);
        }

        return (lien, Apply(draft, LedgerContract.Tokens, digest));
    }

    /// <summary>Releases a lien from everything.</summary>
    public TransactionDraft Release(LienId lien)
    {
        var draft = new TransactionDraft();
        var word = _liens[lien.Value] = _liens[lien.Value].With(96, 8, (ulong)LienState.Released).Plus(0, 32, 1);
        draft.Emit(LedgerContract.Tokens, LienReleasedEvent.Topic0, [Word(lien.Value)], word);
        return Apply(draft, LedgerContract.Liens);
    }

    /// <summary>Recalls a lot, to a destination.</summary>
    public (HoldId Hold, TransactionDraft Draft) RecallLot(LotId lot, PartnerId by, PartnerId destination)
    {
        var draft = new TransactionDraft();
        var digest = Registry.NextDigest();
        var hold = Registry.NextHold(digest);
        var next = new LotWord(_lots[lot.Value]).Hold;
        var word = _holds[hold.Value] = NewHold(HoldScope.Lot, by, next, destination, lot.Value);
        var lotWord = _lots[lot.Value] = _lots[lot.Value].Plus(0, 32, 1).With(88, 32, hold.Value);
        Place(draft, hold, lot.Value, word, lotWord, by, "Out of specification: assay below the limit");
        return (hold, Apply(draft, LedgerContract.Recalls, digest));
    }

    /// <summary>Recalls some units of a run, to a destination.</summary>
    public (HoldId Hold, TransactionDraft Draft) RecallRange(RunId run, uint first, uint last, PartnerId by, PartnerId destination)
    {
        var draft = new TransactionDraft();
        var digest = Registry.NextDigest();
        var hold = Registry.NextHold(digest);
        var word = _holds[hold.Value] = NewHold(HoldScope.Range, by, default, destination, run.Value);
        if (!_ranges.TryGetValue(run.Value, out var ranges)) _ranges[run.Value] = ranges = [];
        ranges.Add(StorageWord.Zero.With(0, 32, hold.Value).With(32, 32, first).With(64, 32, last));
        var (runWord, lotWord) = ChangeRanges(run, ranges.Count, 1);
        draft.Emit(LedgerContract.Tokens, RangeSetEvent.Topic0, [Word(run.Value)], Word((ulong)ranges.Count - 1), ranges[^1], runWord);
        Place(draft, hold, run.Value, word, lotWord, by, "Carton seal faulty on one line");
        return (hold, Apply(draft, LedgerContract.Recalls, digest));
    }

    /// <summary>Lifts the recall of a lot, the newest on it.</summary>
    public TransactionDraft Lift(LotId lot, HoldId hold, PartnerId by)
    {
        var next = new HoldWord(_holds[hold.Value]).Next;
        var lotWord = _lots[lot.Value] = _lots[lot.Value].Plus(0, 32, 1).With(88, 32, next.Value);
        return Lift(new(), hold, lot.Value, lotWord, by);
    }

    /// <summary>Lifts the recall of a range, the only one of its run.</summary>
    public TransactionDraft Lift(RunId run, HoldId hold, PartnerId by)
    {
        var draft = new TransactionDraft();
        _ranges[run.Value].Clear();
        var (runWord, lotWord) = ChangeRanges(run, 0, -1);
        draft.Emit(LedgerContract.Tokens, RangeSetEvent.Topic0, [Word(run.Value)], StorageWord.Zero, StorageWord.Zero, runWord);
        return Lift(draft, hold, run.Value, lotWord, by);
    }

    private static byte[] Announce(string code, byte codec, in Bytes32 hash)
    {
        var writer = new AbiWriter(5 * AbiReader.WordSizeBytes);
        try
        {
            writer.WriteString(code);
            writer.WriteUInt64(0);
            writer.WriteUInt64(0);
            writer.WriteUInt64(codec);
            writer.WriteBytes32(hash);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static StorageWord NewHold(HoldScope scope, PartnerId by, HoldId next, PartnerId destination, uint target) => StorageWord.Zero
        .With(0, 32, 1).With(32, 4, (ulong)HoldKind.Recall).With(36, 4, 2).With(40, 4, (ulong)scope).With(44, 4, 1).With(56, 24, by.Value)
        .With(80, 32, next.Value).With(112, 24, destination.Value).With(208, 32, target);

    private (StorageWord Run, StorageWord Lot) ChangeRanges(RunId run, int count, int change)
    {
        var runWord = _runs[run.Value] = _runs[run.Value].With(144, 8, (ulong)count);
        var lot = new RunWord(runWord).Lot.Value;
        var lotWord = _lots[lot].Plus(0, 32, 1);
        return (runWord, _lots[lot] = lotWord.With(152, 16, (ulong)((long)new LotWord(lotWord).Ranges + change)));
    }

    private void Place(TransactionDraft draft, HoldId hold, uint target, StorageWord word, StorageWord targetWord, PartnerId by, string reason)
    {
        var writer = new AbiWriter(HoldPlacedHeadSizeBytes);
        try
        {
            foreach (var told in (ReadOnlySpan<StorageWord>)[word, targetWord, Registry.Raise(by)]) writer.WriteBytes32(told.ToBytes32());
            writer.WriteString(reason);
            draft.Emit(LedgerContract.Tokens, HoldPlacedEvent.Topic0, [Word(hold.Value), Word(target)], writer.ToArray());
        }
        finally
        {
            writer.Dispose();
        }
    }

    private TransactionDraft Lift(TransactionDraft draft, HoldId hold, uint target, StorageWord targetWord, PartnerId by)
    {
        var word = _holds[hold.Value] = _holds[hold.Value].With(44, 4, 2).Plus(0, 32, 1);
        draft.Emit(LedgerContract.Tokens, HoldLiftedEvent.Topic0, [Word(hold.Value), Word(target)], word, targetWord);
        draft.Emit(LedgerContract.Recalls, RecallLiftedEvent.Topic0, [Word(hold.Value), Word(by.Value)]);
        return Apply(draft, LedgerContract.Recalls);
    }
}
