using System.Numerics;
using System.Text;
using Ledger.Bench.Serials;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Hashing;
using Ledger.Gs1.Keys;

namespace Ledger.Bench.History;

/// <summary>Who takes part, and what they make.</summary>
internal sealed class SupplyChain
{
    private const int Markets = 4;
    private const ulong AllMarkets = (1ul << Markets) - 1;
    private const int ProductCount = 48;

    private readonly ChainRegistry _registry;
    private readonly List<TransactionDraft> _founding = [];
    private uint _partners;

    /// <summary>Founds the chain.</summary>
    public SupplyChain(ChainRegistry registry)
    {
        _registry = registry;
        for (byte market = 0; market < Markets; market++) NameMarket(market);
        Issuers = Admit("Maker", 6, PartnerRoles.Issuer | PartnerRoles.Holder | PartnerRoles.ReturnsHandler);
        Carriers = Admit("Carrier", 4, PartnerRoles.Carrier);
        Distributors = Admit("Distributor", 24, PartnerRoles.Holder);
        Dispensers = Admit("Dispenser", 600, PartnerRoles.Holder);
        Financiers = Admit("Bank", 3, PartnerRoles.Financier);
        Products = [.. Enumerable.Range(0, ProductCount).Select(Register)];
    }

    /// <summary>Makers.</summary>
    public IReadOnlyList<PartnerId> Issuers { get; }

    /// <summary>Carriers.</summary>
    public IReadOnlyList<PartnerId> Carriers { get; }

    /// <summary>Distributors.</summary>
    public IReadOnlyList<PartnerId> Distributors { get; }

    /// <summary>Pharmacies and hospitals.</summary>
    public IReadOnlyList<PartnerId> Dispensers { get; }

    /// <summary>Financiers.</summary>
    public IReadOnlyList<PartnerId> Financiers { get; }

    /// <summary>Products, of all shapes of serials.</summary>
    public IReadOnlyList<ProductSpec> Products { get; }

    /// <summary>The transactions with which the chain begins.</summary>
    public IReadOnlyList<TransactionDraft> Founding => _founding;

    private List<PartnerId> Admit(string kind, int count, PartnerRoles roles)
    {
        var partners = new List<PartnerId>();
        for (var i = 0; i < count; i++)
        {
            var partner = new PartnerId(++_partners);
            var account = ChainRegistry.AddressOf("account", partner.Value);
            var draft = new TransactionDraft();
            var id = TransactionDraft.Word(partner.Value);
            draft.Emit(LedgerContract.Tokens, PartnerSetEvent.Topic0, [id], _registry.Admit(partner, account, roles));
            var word = _registry.Raise(partner);
            draft.Emit(LedgerContract.Tokens, PartnerSetEvent.Topic0, [id], word);
            draft.Emit(LedgerContract.Tokens, PartnerMarketsSetEvent.Topic0, [id], TransactionDraft.Word(AllMarkets));
            draft.Emit(LedgerContract.Partners, PartnerAdmittedEvent.Topic0, [id, TransactionDraft.Word(account.Span)], Admitted($"{kind} {i + 1}", roles, word));
            _founding.Add(draft);
            partners.Add(partner);
        }

        return partners;
    }

    private static byte[] Admitted(string name, PartnerRoles roles, StorageWord word)
    {
        var writer = new AbiWriter(6 * AbiReader.WordSizeBytes);
        try
        {
            writer.WriteUInt64((ulong)roles);
            writer.WriteUInt256(new BigInteger(AllMarkets));
            writer.WriteUInt64(0);
            writer.WriteBytes32(Keccak256.Hash(Encoding.ASCII.GetBytes(name)));
            writer.WriteString(name);
            writer.WriteBytes32(word.ToBytes32());
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private void NameMarket(byte market)
    {
        var draft = new TransactionDraft();
        var writer = new AbiWriter(AbiReader.WordSizeBytes);
        try
        {
            writer.WriteString($"Market {market}");
            draft.Emit(LedgerContract.Partners, MarketNamedEvent.Topic0, [TransactionDraft.Word(market)], writer.ToArray());
        }
        finally
        {
            writer.Dispose();
        }

        _founding.Add(draft);
    }

    private ProductSpec Register(int index)
    {
        SerialShape[] shapes = [SerialShape.TwelveDigits, SerialShape.SortedTwelveDigits, SerialShape.TwentyCharacters, SerialShape.TwelveDigits];
        var digits = $"0{950_600_000_000 + index}";
        var gtin = ulong.Parse(digits + CheckDigit.Compute(digits));
        var product = new ProductSpec(
            gtin, new((uint)index + 1), Issuers[index % Issuers.Count], index % 3 == 0 ? 1ul << (index % Markets) : 0, shapes[index % shapes.Length]);
        var draft = new TransactionDraft();
        var word = new StorageWord(0, 0, product.Issuer.Value, ((ulong)product.Product.Value << 32) | 1);
        var writer = new AbiWriter(2 * AbiReader.WordSizeBytes);
        try
        {
            writer.WriteString($"Product {index + 1}, 20 mg, 30 tablets");
            writer.WriteBytes32(word.ToBytes32());
            draft.Emit(
                LedgerContract.Catalogue, ProductRegisteredEvent.Topic0,
                [TransactionDraft.Word(gtin), TransactionDraft.Word(product.Product.Value), TransactionDraft.Word(product.Issuer.Value)], writer.ToArray());
        }
        finally
        {
            writer.Dispose();
        }

        draft.Emit(LedgerContract.Catalogue, AppliedEvent.Topic0, [StorageWord.Read(_registry.NextDigest().Span)], StorageWord.Zero);
        _founding.Add(draft);
        return product;
    }
}
