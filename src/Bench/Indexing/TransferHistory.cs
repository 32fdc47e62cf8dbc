using Ledger.Bench.History;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;

namespace Ledger.Bench.Indexing;

/// <summary>
/// A history of sales: 1,000 cases of four products go from partner to partner, title and custody. Each sale is the one event
/// <c>Transferred</c>; the digest and the ERC-721 event that the contract adds are left out, so that a transaction has as many logs as asked for.
/// </summary>
internal sealed class TransferHistory
{
    private const int Runs = 4;
    private const int CasesPerRun = 250;
    private const uint UnitsPerCase = 50;
    private const uint CasesPerPallet = 10;
    private const ulong StartSeconds = 1_700_000_000;
    private const uint ExpirySeconds = 2_000_000_000;

    private readonly ChainRegistry _registry;
    private readonly SupplyChain _chain;
    private readonly ContractModel _model;
    private readonly List<TokenId> _cases = [];
    private int _next;

    /// <summary>Prepares a history.</summary>
    /// <param name="seed">Chooses the partners.</param>
    public TransferHistory(int seed)
    {
        _registry = new(seed) { TimestampSeconds = StartSeconds };
        _chain = new(_registry);
        _model = new(_registry);
    }

    /// <summary>The blocks before the first sale: partners, products, runs, and their cases taken out of them.</summary>
    public IEnumerable<IReadOnlyList<TransactionDraft>> Founding()
    {
        yield return _chain.Founding;
        var commissions = new List<TransactionDraft>();
        var unpacked = new List<TransactionDraft>();
        for (var i = 0; i < Runs; i++)
        {
            var product = _chain.Products[i];
            var size = new RunSize(CasesPerRun * UnitsPerCase, UnitsPerCase, CasesPerPallet);
            var serials = RunHistory.Serials(product, size.Units);
            var (run, draft) = _model.Commission(product, _model.OpenLot(product, $"LOT{i}", ExpirySeconds), $"LOT{i}", size, () => serials);
            commissions.Add(draft);
            var cases = Enumerable.Range(0, CasesPerRun).Select(index => TokenId.Of(run, TokenLevel.Case, (uint)index)).ToList();
            unpacked.Add(_model.Unpack(cases));
            _cases.AddRange(cases);
        }

        yield return commissions;
        yield return unpacked;
    }

    /// <summary>Blocks of sales.</summary>
    /// <param name="shape">How many, and how many in a transaction and a block.</param>
    public IEnumerable<IReadOnlyList<TransactionDraft>> Sales(TransferShape shape)
    {
        for (var made = 0; made < shape.Transactions; made += shape.TransactionsPerBlock)
        {
            yield return [.. Enumerable.Range(0, Math.Min(shape.TransactionsPerBlock, shape.Transactions - made)).Select(_ => Sell(shape.LogsPerTransaction))];
        }
    }

    /// <summary>Holds an index against the words that the history ended with.</summary>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public void Check(LedgerView rows)
    {
        foreach (var token in _cases)
        {
            if (rows.Token(token).Word != _model.Token(token).Word) throw new InvalidOperationException($"The index has another word of {token} than its last event.");
        }
    }

    private TransactionDraft Sell(int count)
    {
        var sale = new TransactionDraft();
        for (var i = 0; i < count; i++)
        {
            var token = _cases[_next++ % _cases.Count];
            var buyer = _chain.Dispensers[_registry.Random.Next(_chain.Dispensers.Count)];
            if (buyer == _model.Token(token).Owner) buyer = _chain.Distributors[0];
            sale.Append(_model.Transfer([token], buyer, buyer), TransferredEvent.Topic0);
        }

        return sale;
    }
}
