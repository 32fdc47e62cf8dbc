using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>
/// Prepares acts with goods: reads from the node what the messages must name, and makes an offer that nobody has signed yet. Nested items
/// are taken out of their parents first, by a message of their own in the same offer.
/// </summary>
public sealed class Preparation
{
    private readonly Func<ulong> _deadline;

    internal Preparation(NetworkDescriptor network, LedgerQueries queries, Func<ulong> deadline)
    {
        Network = network;
        Queries = queries;
        _deadline = deadline;
    }

    private NetworkDescriptor Network { get; }

    private LedgerQueries Queries { get; }

    /// <summary>Title, custody or both of some items to another partner. Signed by everyone who gives or takes.</summary>
    /// <param name="items">Units, cases, pallets, containers or runs.</param>
    /// <param name="to">The partner that takes: id, GLN or name.</param>
    /// <param name="scope">What moves.</param>
    /// <param name="deadline">How long the offer is good; null for the client's message lifetime.</param>
    /// <param name="document">The hash of a delivery note or the like.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> TransferAsync(
        IReadOnlyList<string> items,
        string to,
        TransferScope scope = TransferScope.Both,
        DateTimeOffset? deadline = null,
        Bytes32 document = default,
        CancellationToken cancellationToken = default)
    {
        var builder = Begin(deadline);
        var goods = await GoodsSelection.LoadAsync(Queries, items, cancellationToken);
        var taker = await builder.PartnerAsync(to, cancellationToken);
        await AddUnpackingAsync(builder, goods, cancellationToken);
        var (owner, custodian) = (goods.Owner.Id, goods.Custodian.Id);
        var newOwner = scope.HasFlag(TransferScope.Title) ? taker.Id : owner;
        var newCustodian = scope.HasFlag(TransferScope.Custody) ? taker.Id : custodian;
        var permission = newOwner == owner ? LienPolicy.MoveCustody : LienPolicy.None;
        (SignerRole, uint, bool)[] signers =
        [
            .. newOwner == owner && await HasMandateAsync(owner, custodian, cancellationToken) ? Nobody : [(SignerRole.Owner, owner, false)],
            .. newOwner == owner ? Nobody : [(SignerRole.NewOwner, newOwner, false)],
            .. newCustodian == custodian ? Nobody : [(SignerRole.Custodian, custodian, false), (SignerRole.NewCustodian, newCustodian, false)],
            .. goods.Financiers(permission),
        ];
        await builder.AddAsync(
            new TransferTokens(goods.WhenHeld, owner, custodian, newOwner, newCustodian, builder.DeadlineSeconds, document), signers, cancellationToken);
        return builder.Build();
    }

    /// <summary>Items out of their parents; each becomes held. Signed by the custodian.</summary>
    public async Task<Offer> UnpackAsync(IReadOnlyList<string> items, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        var builder = Begin(deadline);
        var goods = await GoodsSelection.LoadAsync(Queries, items, cancellationToken);
        if (goods.Tokens.FirstOrDefault(t => t.Parent == 0) is { } held)
        {
            throw new Ledger.Api.Errors.LedgerException(
                ErrorCode.ArgumentInvalid, $"{MessageText.Token(held.Token)} is held already: it is in nothing.", "Leave it out.", "item");
        }

        await AddUnpackingAsync(builder, goods, cancellationToken);
        return builder.Build();
    }

    /// <summary>Items into a container of a higher level. Signed by the custodian.</summary>
    /// <param name="items">Held or nested items.</param>
    /// <param name="container">A container that exists; or null for a new free container of the custodian.</param>
    /// <param name="deadline">How long the offer is good; null for the client's message lifetime.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> PackAsync(IReadOnlyList<string> items, string? container, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        var builder = Begin(deadline);
        var goods = await GoodsSelection.LoadAsync(Queries, items, cancellationToken);
        var into = container is null
            ? new TokenSeq(await NewContainerAsync(goods, cancellationToken), 0)
            : await ContainerAsync(container, goods, cancellationToken);
        await AddUnpackingAsync(builder, goods, cancellationToken);
        await builder.AddAsync(
            new PackTokens(goods.WhenHeld, into, builder.DeadlineSeconds, default),
            [(SignerRole.Custodian, goods.Custodian.Id, false), .. goods.Financiers(LienPolicy.Pack)],
            cancellationToken);
        return builder.Build();
    }

    /// <summary>Units dispensed to whoever uses them, wherever they are nested. Signed by the owner, and the custodian if different.</summary>
    public async Task<Offer> DispenseAsync(IReadOnlyList<string> items, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        var builder = Begin(deadline);
        var goods = await GoodsSelection.LoadAsync(Queries, items, cancellationToken);
        await builder.AddAsync(
            new DispenseTokens(goods.Now, builder.DeadlineSeconds, default),
            goods.Parties(LienPolicy.Dispense),
            cancellationToken);
        return builder.Build();
    }

    /// <summary>Items pledged to a financier. Signed by the owner and the financier.</summary>
    public async Task<Offer> PledgeAsync(
        IReadOnlyList<string> items, string financier, PledgeTerms terms, DateTimeOffset? deadline = null, CancellationToken cancellationToken = default)
    {
        var builder = Begin(deadline);
        var goods = await GoodsSelection.LoadAsync(Queries, items, cancellationToken);
        var lender = await builder.PartnerAsync(financier, cancellationToken);
        await AddUnpackingAsync(builder, goods, cancellationToken);
        await builder.AddAsync(
            new PledgeTokens(
                goods.WhenHeld,
                goods.Owner.Id,
                lender.Id,
                (ushort)terms.Policy,
                (ulong)terms.Maturity.ToUnixTimeSeconds(),
                Seconds(terms.Notice, "notice"),
                terms.TermsHash,
                builder.DeadlineSeconds,
                default),
            [(SignerRole.Debtor, goods.Owner.Id, false), (SignerRole.Financier, lender.Id, false)],
            cancellationToken);
        return builder.Build();
    }

    /// <summary>Outstanding signatures about an item withdrawn. Signed by the owner or custodian.</summary>
    public async Task<Offer> TouchAsync(string item, string partner, CancellationToken cancellationToken = default)
    {
        var builder = Begin();
        var token = await Queries.TokenAsync(item, cancellationToken);
        var signer = await builder.PartnerAsync(partner, cancellationToken);
        await builder.AddAsync(
            new TouchToken(new TokenSeq(token.Token, token.Seq), signer.Id, builder.DeadlineSeconds, default), [(SignerRole.Partner, signer.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>Whether a custodian may move custody of an owner's goods on its own, until after anything prepared now is void.</summary>
    internal async Task<bool> HasMandateAsync(uint owner, uint custodian, CancellationToken cancellationToken)
    {
        if (owner == custodian) return false;
        var mandates = await Queries.MandatesAsync(owner.ToString(System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
        return mandates.Mandates.Any(m => m.Agent.Id == custodian && m.Until >= _deadline());
    }

    /// <summary>A time as the contracts have it.</summary>
    /// <exception cref="Ledger.Api.Errors.LedgerException">It is negative or too long.</exception>
    internal static uint Seconds(TimeSpan time, string field) => time >= TimeSpan.Zero && time.TotalSeconds <= uint.MaxValue
        ? (uint)time.TotalSeconds
        : throw new Ledger.Api.Errors.LedgerException(ErrorCode.ArgumentInvalid, $"{time} is no time that the ledger can hold.", "Give 0 or more, at most 136 years.", field);

    internal OfferBuilder Begin(DateTimeOffset? deadline = null) =>
        new(Network, Queries, deadline is { } given ? (ulong)given.ToUnixTimeSeconds() : _deadline());

    private static readonly (SignerRole, uint, bool)[] Nobody = [];

    internal static async Task AddUnpackingAsync(OfferBuilder builder, GoodsSelection goods, CancellationToken cancellationToken)
    {
        foreach (var group in goods.Nested)
        {
            var root = group.First().Path[^1];
            await builder.AddAsync(
                new UnpackTokens([.. group.Select(t => new TokenSeq(t.Token, t.Seq))], new TokenSeq(root.Token, root.Seq), builder.DeadlineSeconds, default),
                [(SignerRole.Custodian, goods.Custodian.Id, false), .. goods.Financiers(LienPolicy.Pack)],
                cancellationToken);
        }
    }

    private async Task<TokenSeq> ContainerAsync(string container, GoodsSelection goods, CancellationToken cancellationToken)
    {
        var into = await Queries.TokenAsync(container, cancellationToken);
        var involved = goods.Tokens.Where(t => t.Parent != 0).SelectMany(t => t.Path).Any(p => p.Token == into.Token);
        if (!involved) return new TokenSeq(into.Token, into.Seq);
        throw new Ledger.Api.Errors.LedgerException(
            ErrorCode.TokenNested, $"The items are inside {MessageText.Token(into.Token)} already.", "Unpack them first if they are to be direct content of it.", "container");
    }

    // Ids of free containers carry their maker's id, so only the maker's own choices can collide; 28 random bits rarely do.
    private async Task<ulong> NewContainerAsync(GoodsSelection goods, CancellationToken cancellationToken)
    {
        var level = goods.Tokens.Max(t => (int)t.Level) + 1;
        if (level > (int)TokenLevel.Container5)
        {
            throw new Ledger.Api.Errors.LedgerException(ErrorCode.ArgumentInvalid, "Nothing holds containers of the highest level, or a whole run.", "Pack what is inside.", "item");
        }

        while (true)
        {
            var index = (uint)Random.Shared.Next((int)TokenId.MaxIndex + 1);
            var id = TokenId.Of(new RunId(goods.Custodian.Id), (TokenLevel)Math.Max(level, (int)TokenLevel.Container3), index);
            try
            {
                await Queries.TokenAsync(id.ToString(), cancellationToken);
            }
            catch (Ledger.Api.Errors.LedgerException exception) when (exception.Code == ErrorCode.TokenUnknown)
            {
                return id.Value;
            }
        }
    }
}
