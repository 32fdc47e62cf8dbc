using System.Globalization;
using System.Security.Cryptography;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;
using Ledger.Gs1.Keys;

namespace Ledger.Client.Preparing;

/// <summary>Prepares acts of the council: approved by as many members as the act's rule asks for.</summary>
public sealed class CouncilPreparation
{
    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal CouncilPreparation(Preparation preparation, LedgerQueries queries) => (_preparation, _queries) = (preparation, queries);

    /// <summary>The admission of a partner.</summary>
    /// <exception cref="Ledger.Api.Errors.LedgerException">The GLN is wrong, or a market unknown.</exception>
    public async Task<Offer> AdmitAsync(PartnerSpec partner, CancellationToken cancellationToken = default)
    {
        var markets = await MarketSet.OfAsync(_queries, partner.Markets, partner.MarketNumbers, cancellationToken);
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

    /// <summary>Other markets for a partner to receive for.</summary>
    /// <param name="partner">Id, GLN, name or account.</param>
    /// <param name="markets">ISO 3166-1 numeric codes; none here and by number: it receives nothing that is meant for named markets.</param>
    /// <param name="numbers">Numbers on the ledger, for markets without a code.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> SetMarketsAsync(
        string partner, IReadOnlyList<ushort> markets, IReadOnlyList<byte> numbers, CancellationToken cancellationToken = default)
    {
        var set = await MarketSet.OfAsync(_queries, markets, numbers, cancellationToken);
        return await AboutAsync(partner, id => PartnersFunctions.SetMarkets.Encode(id, set), cancellationToken);
    }

    /// <summary>A market's number gets its ISO 3166-1 numeric code for a name.</summary>
    /// <param name="code">1 to 999.</param>
    /// <param name="number">The number on the ledger; null for the first that has no name.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    /// <exception cref="LedgerException">The code is none, has a number already, or no number is left.</exception>
    public async Task<Offer> NameMarketAsync(ushort code, byte? number = null, CancellationToken cancellationToken = default)
    {
        if (code is 0 or > MarketSet.MaximumCode)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"{code} is no country.", $"Give an ISO 3166-1 numeric code, 1 to {MarketSet.MaximumCode}.", "code");
        }

        var named = (await _queries.MarketsAsync(cancellationToken)).Markets;
        if (named.FirstOrDefault(m => m.Code == code) is { } known)
        {
            throw new LedgerException(ErrorCode.AlreadyRegistered, $"The market {code:D3} has the number {known.Number} already.", "Use it as it is.", "code");
        }

        var free = Enumerable.Range(0, MarketSet.MaximumNumber + 1).Cast<int?>().FirstOrDefault(n => named.All(m => m.Number != n));
        var chosen = number ?? (byte?)free ?? throw new LedgerException(
            ErrorCode.ArgumentInvalid, $"All {MarketSet.MaximumNumber + 1} market numbers have names.", "Name the --number whose market is to have this code from now on.", "number");
        return Act(LedgerContract.Partners, PartnersFunctions.NameMarket.Encode(chosen, code.ToString("D3", CultureInfo.InvariantCulture)));
    }

    /// <summary>A new account for a partner that lost its key.</summary>
    public Task<Offer> RecoverAsync(string partner, Address account, CancellationToken cancellationToken = default) =>
        AboutAsync(partner, id => PartnersFunctions.Recover.Encode(id, account), cancellationToken);

    /// <summary>Another rule for what the council calls.</summary>
    /// <exception cref="LedgerException">There is no such function, or a time is negative or too long.</exception>
    public Offer SetRule(CouncilRule rule)
    {
        var selector = new byte[Selector.SizeBytes];
        CouncilFunction.Read(rule.Function).CopyTo(selector);
        return Act(LedgerContract.Council, CouncilFunctions.SetRule.Encode(new Rule(selector, rule.Quorum, Preparation.Seconds(rule.Delay, "delay"), Preparation.Seconds(rule.Expiry, "expiry"))));
    }

    /// <summary>A new member of the council.</summary>
    public Offer AddMember(Address member) => Act(LedgerContract.Council, CouncilFunctions.AddMember.Encode(member));

    /// <summary>A member less.</summary>
    public Offer RemoveMember(Address member) => Act(LedgerContract.Council, CouncilFunctions.RemoveMember.Encode(member));

    /// <summary>The end of an act that was approved and waits for its delay.</summary>
    public Offer Cancel(Bytes32 digest) => Act(LedgerContract.Council, CouncilFunctions.Cancel.Encode(digest));

    /// <summary>Another contract in a module's place.</summary>
    public Offer SetModule(ModuleKind kind, Address module) => Act(LedgerContract.Tokens, TokensFunctions.SetModule.Encode((byte)kind, module));

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
