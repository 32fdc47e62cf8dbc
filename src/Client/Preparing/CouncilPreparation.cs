using System.Numerics;
using System.Security.Cryptography;
using Ledger.Client.Offers;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Gs1.Keys;

namespace Ledger.Client.Preparing;

/// <summary>Prepares acts of the council: approved by as many members as the act's rule asks for.</summary>
public sealed class CouncilPreparation
{
    private readonly Preparation _preparation;

    internal CouncilPreparation(Preparation preparation) => _preparation = preparation;

    /// <summary>The admission of a partner.</summary>
    /// <exception cref="Ledger.Api.Errors.LedgerException">The GLN is wrong.</exception>
    public Offer Admit(PartnerSpec partner)
    {
        var markets = partner.Markets.Aggregate(BigInteger.Zero, (set, market) => set | (BigInteger.One << market));
        return Act(LedgerContract.Partners, PartnersFunctions.Admit.Encode(
            partner.Account, (ushort)partner.Roles, markets, ReadGln(partner.Gln), partner.IdentityKey, partner.Name));
    }

    /// <summary>The suspension of a partner.</summary>
    /// <param name="partner">Id, GLN or name.</param>
    /// <param name="until">Its end; null: until the council reinstates it.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public Task<Offer> SuspendAsync(string partner, DateTimeOffset? until, CancellationToken cancellationToken = default) => AboutAsync(
        partner,
        id => PartnersFunctions.Suspend.Encode(id, until is { } end ? (ulong)end.ToUnixTimeSeconds() : PartnerSuspension.UntilReinstated),
        cancellationToken);

    /// <summary>The suspension of a partner for seven days, which fewer members can approve.</summary>
    public Task<Offer> SuspendUrgentlyAsync(string partner, CancellationToken cancellationToken = default) =>
        AboutAsync(partner, PartnersFunctions.SuspendUrgently.Encode, cancellationToken);

    /// <summary>The end of a suspension.</summary>
    public Task<Offer> ReinstateAsync(string partner, CancellationToken cancellationToken = default) =>
        AboutAsync(partner, PartnersFunctions.Reinstate.Encode, cancellationToken);

    /// <summary>Other roles for a partner.</summary>
    public Task<Offer> SetRolesAsync(string partner, PartnerRoles roles, CancellationToken cancellationToken = default) =>
        AboutAsync(partner, id => PartnersFunctions.SetRoles.Encode(id, (ushort)roles), cancellationToken);

    /// <summary>A new account for a partner that lost its key.</summary>
    public Task<Offer> RecoverAsync(string partner, Address account, CancellationToken cancellationToken = default) =>
        AboutAsync(partner, id => PartnersFunctions.Recover.Encode(id, account), cancellationToken);

    private static ulong ReadGln(string? text)
    {
        if (text is null) return 0;
        return Gln.TryParse(text, out var gln, out var error) ? (ulong)gln.Value : throw Gs1Errors.ToException(error, "gln");
    }

    private async Task<Offer> AboutAsync(string partner, Func<uint, byte[]> encode, CancellationToken cancellationToken)
    {
        var builder = _preparation.Begin();
        var about = await builder.PartnerAsync(partner, cancellationToken);
        return Act(builder, LedgerContract.Partners, encode(about.Id));
    }

    private Offer Act(LedgerContract target, byte[] data) => Act(_preparation.Begin(), target, data);

    // The salt tells this act from an equal one that was approved before.
    private static Offer Act(OfferBuilder builder, LedgerContract target, byte[] data)
    {
        builder.Add(
            new CouncilAct(builder.Network.AddressOf(target), data, new Bytes32(RandomNumberGenerator.GetBytes(Bytes32.SizeBytes)), builder.DeadlineSeconds, default), []);
        return builder.Build();
    }
}
