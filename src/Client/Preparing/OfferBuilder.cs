using System.Globalization;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Messages;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>Collects the messages of one offer and looks up who signs them. Used once.</summary>
internal sealed class OfferBuilder(NetworkDescriptor network, LedgerQueries queries, ulong deadlineSeconds)
{
    private readonly Dictionary<uint, Partner> _partners = [];
    private readonly List<OfferItem> _items = [];

    public ulong DeadlineSeconds { get; } = deadlineSeconds;

    public NetworkDescriptor Network { get; } = network;

    /// <summary>Looks a partner up by id, GLN, name or account.</summary>
    public async Task<Partner> PartnerAsync(string named, CancellationToken cancellationToken)
    {
        var partner = await queries.PartnerAsync(named, cancellationToken);
        _partners[partner.Id] = partner;
        return partner;
    }

    /// <summary>Looks a partner up by id.</summary>
    public async Task<Partner> PartnerAsync(uint id, CancellationToken cancellationToken) => _partners.TryGetValue(id, out var known)
        ? known
        : await PartnerAsync(id.ToString(CultureInfo.InvariantCulture), cancellationToken);

    /// <summary>Adds a message signed by partners.</summary>
    /// <param name="body">The generated struct.</param>
    /// <param name="signers">Who signs, in the order of the contract; a partner that is there twice signs once.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task AddAsync(object body, IEnumerable<(SignerRole Role, uint Partner, bool IsConditional)> signers, CancellationToken cancellationToken)
    {
        var resolved = new List<OfferSigner>();
        foreach (var (role, id, isConditional) in signers)
        {
            var partner = await PartnerAsync(id, cancellationToken);
            resolved.Add(new OfferSigner(role, id, partner.Name, new Address(partner.Account.Span), isConditional));
        }

        Add(body, resolved);
    }

    /// <summary>Adds a message with the signers as they are.</summary>
    public void Add(object body, IReadOnlyList<OfferSigner> signers)
    {
        var message = new LedgerMessage(body);
        _items.Add(new OfferItem(message, OfferText.Of(message, NameOf), signers));
    }

    public Offer Build() => new(Network, _items);

    private string NameOf(uint id) => _partners.TryGetValue(id, out var partner) ? partner.Name : $"partner {id}";
}
