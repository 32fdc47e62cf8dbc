using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Bench.History;

/// <summary>The contracts' words of the goods of one campaign, and the events of acts on them, in the order in which the contracts emit them.</summary>
/// <remarks>
/// It does what Tokens does and checks nothing: the projection that reads the events is strict and halts on any that does not follow.
/// </remarks>
internal sealed partial class ContractModel(ChainRegistry registry)
{
    private const int LotsPerWord = 4;
    private const int EntryBits = 64;

    private static readonly StorageWord LedgerFace = TransactionDraft.Word(ChainRegistry.Network.AddressOf(LedgerContract.Tokens).Span);

    private readonly Dictionary<TokenId, StorageWord> _tokens = [];
    private readonly Dictionary<TokenId, List<ulong>> _contents = [];
    private readonly Dictionary<uint, StorageWord> _runs = [];
    private readonly Dictionary<uint, StorageWord> _lots = [];
    private readonly Dictionary<uint, StorageWord> _liens = [];
    private readonly Dictionary<uint, StorageWord> _holds = [];
    private readonly Dictionary<uint, List<StorageWord>> _ranges = [];
    private readonly HashSet<TokenId> _dispensed = [];

    /// <summary>What all campaigns share.</summary>
    public ChainRegistry Registry { get; } = registry;

    /// <summary>A run's word.</summary>
    public RunWord Run(RunId run) => new(_runs[run.Value]);

    /// <summary>A token's word.</summary>
    public TokenWord Token(TokenId token) => new(_tokens.GetValueOrDefault(token));

    /// <summary>Whether a unit was dispensed, with or without a record.</summary>
    public bool IsDispensed(TokenId unit) => _dispensed.Contains(unit) || Token(unit).Status == TokenStatus.Dispensed;

    /// <summary>Its root.</summary>
    public TokenId RootOf(TokenId token)
    {
        while (ParentOf(token) is var parent && parent != TokenId.None) token = parent;
        return token;
    }

    /// <summary>Moves title, custody or both of held tokens.</summary>
    public TransactionDraft Transfer(IReadOnlyList<TokenId> tokens, PartnerId newOwner, PartnerId newCustodian)
    {
        var draft = new TransactionDraft();
        foreach (var token in tokens)
        {
            var before = Token(token);
            var lien = AliveLienOf(before);
            var word = Set(token, before.Word.Raised(binding: true).AsHeld(newOwner, newCustodian, lien));
            Face(draft, Registry.FaceOf(before.Owner), Registry.FaceOf(newOwner), token);
            draft.Emit(
                LedgerContract.Tokens, TransferredEvent.Topic0, [Word(token), Word(newOwner.Value), Word(newCustodian.Value)],
                Word(before.Owner.Value), Word(before.Custodian.Value), word);
        }

        return Apply(draft, LedgerContract.Tokens);
    }

    /// <summary>Takes tokens out of their parents under one root.</summary>
    public TransactionDraft Unpack(IReadOnlyList<TokenId> tokens)
    {
        var draft = new TransactionDraft();
        foreach (var token in tokens)
        {
            var parent = ParentOf(token);
            var root = RootOf(token);
            var holding = Token(root);
            var before = Token(token);
            var word = Set(token, before.Word.Raised(binding: true).AsHeld(holding.Owner, holding.Custodian, AliveLienOf(holding)));
            if (parent.IsFreeContainer) Leave(draft, token, parent);
            var rootWord = Set(root, Token(root).Word.Raised(binding: false));
            Face(draft, before.WasHeld ? LedgerFace : StorageWord.Zero, Registry.FaceOf(holding.Owner), token);
            draft.Emit(LedgerContract.Tokens, UnpackedEvent.Topic0, [Word(token), Word(parent), Word(root)], word, Token(parent).Word, rootWord);
        }

        return Apply(draft, LedgerContract.Tokens);
    }

    /// <summary>Puts held tokens of one owner and custodian into a new free container.</summary>
    public TransactionDraft Pack(IReadOnlyList<TokenId> tokens, TokenId container)
    {
        var draft = new TransactionDraft();
        var holding = Token(tokens[0]);
        var owner = Registry.FaceOf(holding.Owner);
        Set(container, StorageWord.Zero.AsHeld(holding.Owner, holding.Custodian, AliveLienOf(holding)).Bound());
        Face(draft, StorageWord.Zero, owner, container);
        foreach (var token in tokens)
        {
            var word = Set(token, Token(token).Word.Raised(binding: true).AsNested(container));
            Enter(draft, token, container);
            var containerWord = Set(container, Token(container).Word.Raised(binding: false));
            Face(draft, owner, LedgerFace, token);
            draft.Emit(LedgerContract.Tokens, PackedEvent.Topic0, [Word(token), Word(container), Word(container)], word, containerWord, containerWord);
        }

        return Apply(draft, LedgerContract.Tokens);
    }

    /// <summary>Dispenses one unit.</summary>
    public TransactionDraft Dispense(TokenId unit)
    {
        var draft = new TransactionDraft();
        var before = Token(unit);
        var parent = ParentOf(unit);
        if (parent == TokenId.None)
        {
            var word = Set(unit, before.Word.Raised(binding: true).AsDispensed());
            Face(draft, Registry.FaceOf(before.Owner), StorageWord.Zero, unit);
            draft.Emit(LedgerContract.Tokens, DispensedEvent.Topic0, [Word(unit), StorageWord.Zero, Word(unit)], word, StorageWord.Zero, word);
        }
        else
        {
            var root = RootOf(unit);
            _dispensed.Add(unit);
            var rootWord = Set(root, Token(root).Word.Raised(binding: false));
            draft.Emit(LedgerContract.Tokens, DispensedEvent.Topic0, [Word(unit), Word(parent), Word(root)], StorageWord.Zero, Token(parent).Word, rootWord);
        }

        return Apply(draft, LedgerContract.Tokens);
    }

    /// <summary>Dispenses untouched units of a run that are under one held token.</summary>
    public TransactionDraft DispenseRange(RunId run, TokenId root, uint first, uint last)
    {
        var draft = new TransactionDraft();
        for (var unit = first; unit <= last; unit++) _dispensed.Add(TokenId.UnitOf(run, unit));
        var rootWord = Set(root, Token(root).Word.Raised(binding: false));
        draft.Emit(LedgerContract.Tokens, RangeDispensedEvent.Topic0, [Word(run.Value), Word(root)], Word(first), Word(last), rootWord);
        return Apply(draft, LedgerContract.Tokens);
    }

    private static StorageWord Word(ulong value) => TransactionDraft.Word(value);

    private static StorageWord Word(TokenId token) => TransactionDraft.Word(token.Value);

    private static void Face(TransactionDraft draft, StorageWord from, StorageWord to, TokenId token)
    {
        if (from != to) draft.Emit(LedgerContract.Tokens, TransferEvent.Topic0, [from, to, Word(token)]);
    }

    private TransactionDraft Apply(TransactionDraft draft, LedgerContract contract) => Apply(draft, contract, Registry.NextDigest());

    private static TransactionDraft Apply(TransactionDraft draft, LedgerContract contract, in Bytes32 digest)
    {
        draft.Emit(contract, AppliedEvent.Topic0, [StorageWord.Read(digest.Span)], StorageWord.Zero);
        return draft;
    }

    private StorageWord Set(TokenId token, StorageWord word) => _tokens[token] = word;

    private TokenId ParentOf(TokenId token)
    {
        var word = Token(token);
        return word.Mode switch
        {
            TokenMode.Held => TokenId.None,
            TokenMode.Nested => word.Parent,
            _ => RunLayout.Parent(Run(token.Run), token),
        };
    }

    private LienId AliveLienOf(TokenWord word) =>
        word.Lien != default && _liens.TryGetValue(word.Lien.Value, out var lien) && new LienWord(lien).IsAlive ? word.Lien : default;

    private void Enter(TransactionDraft draft, TokenId token, TokenId container)
    {
        var word = Token(container);
        Set(container, word.Word.WithChildren(word.Children + 1));
        if (!_contents.TryGetValue(container, out var entries)) _contents[container] = entries = [];
        var lot = Run(token.Run).Lot;
        var i = entries.FindIndex(entry => (uint)entry == lot.Value);
        if (i >= 0)
        {
            entries[i] += 1ul << 32;
        }
        else
        {
            i = entries.Count;
            entries.Add(lot.Value | (1ul << 32));
            Set(container, Token(container).Word.WithLots(entries.Count));
        }

        Contents(draft, container, entries, i / LotsPerWord);
    }

    private void Leave(TransactionDraft draft, TokenId token, TokenId container)
    {
        var word = Token(container);
        Set(container, word.Word.WithChildren(word.Children - 1));
        var entries = _contents[container];
        var lot = Run(token.Run).Lot;
        var i = entries.FindIndex(entry => (uint)entry == lot.Value);
        entries[i] -= 1ul << 32;
        if (entries[i] >> 32 != 0)
        {
            Contents(draft, container, entries, i / LotsPerWord);
            return;
        }

        var last = entries.Count - 1;
        if (i != last)
        {
            entries[i] = entries[last];
            Contents(draft, container, entries, i / LotsPerWord);
        }

        entries.RemoveAt(last);
        Set(container, Token(container).Word.WithLots(entries.Count));
        Contents(draft, container, entries, last / LotsPerWord);
    }

    private static void Contents(TransactionDraft draft, TokenId container, List<ulong> entries, int index)
    {
        var word = StorageWord.Zero;
        for (var i = 0; i < LotsPerWord && index * LotsPerWord + i < entries.Count; i++) word = word.With(i * EntryBits, EntryBits, entries[index * LotsPerWord + i]);
        draft.Emit(LedgerContract.Tokens, ContentsSetEvent.Topic0, [Word(container)], Word((ulong)index), word);
    }
}
