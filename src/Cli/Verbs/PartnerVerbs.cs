using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Output;
using Ledger.Client.Keys;
using Ledger.Client.Preparing;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Cli.Verbs;

/// <summary>Who takes part. Changes are acts of the council: as many members sign as the act's rule asks for.</summary>
internal static class PartnerVerbs
{
    private static readonly Argument<string> Partner = new("partner") { Description = "The partner." };

    private static readonly Argument<string> Name = new("name") { Description = "The partner's name." };

    private static readonly Option<string?> Key = new("--key") { HelpName = "NAME", Description = "Take account and identity key from these keys of the home." };

    private static readonly Option<string?> Account = new("--account") { HelpName = "ADDRESS", Description = "The signing account, if the key is elsewhere." };

    private static readonly Option<string?> Identity = new("--identity") { HelpName = "KEY", Description = "The Ed25519 public key, 0x-hex, if the key is elsewhere." };

    private static readonly Option<PartnerRoles[]> Roles = new("--role")
    {
        Required = true,
        Description = "Issuer, Holder, Carrier, Financier, Regulator, ReturnsHandler or DeviceOperator; may be repeated.",
    };

    private static readonly Option<string?> Gln = new("--gln") { HelpName = "GLN", Description = "The GLN, 13 digits." };

    private static readonly Option<string?> Until = new("--until") { HelpName = "DATE", Description = "The suspension's end, yyyy-mm-dd; without it, until reinstated." };

    private static readonly Option<bool> Urgent = new("--urgent") { Description = "Suspend for seven days, for which the council may ask for fewer members." };

    public static Command Create() => new("partner", "Show partners, and change them by acts of the council.")
    {
        QueryVerb.Make(
            "list",
            "List the partners.",
            "ledger partner list",
            [],
            (q, _, stop) => q.PartnersAsync(stop),
            answer => Tables.Partners(answer.Partners)),
        QueryVerb.Make(
            "show",
            "Show a partner.",
            "ledger partner show distributor",
            [Partner],
            (q, r, stop) => q.PartnerAsync(r.GetRequiredValue(Partner), stop),
            answer => Tables.Partners([answer])),
        Admit(),
        ActVerb.Make(
            "suspend",
            "Suspend a partner: it may only return goods. Members of the council sign.",
            "ledger partner suspend carrier --urgent --as regulator --with distributor",
            [Partner, Until, Urgent],
            (r, stop) => r.Value(Urgent)
                ? r.Client.PrepareCouncil.SuspendUrgentlyAsync(r.Required(Partner), stop)
                : r.Client.PrepareCouncil.SuspendAsync(
                    r.Required(Partner), r.Value(Until) is { } date ? Given.Moment(date, "until") : null, stop)),
        ActVerb.Make(
            "reinstate",
            "End a suspension. Members of the council sign.",
            "ledger partner reinstate carrier --as manufacturer --with distributor",
            [Partner],
            (r, stop) => r.Client.PrepareCouncil.ReinstateAsync(r.Required(Partner), stop)),
        ActVerb.Make(
            "roles",
            "Give a partner other roles. Members of the council sign.",
            "ledger partner roles carrier --role Carrier --role Holder --as manufacturer --with distributor",
            [Partner, Roles],
            (r, stop) => r.Client.PrepareCouncil.SetRolesAsync(r.Required(Partner), All(r.Required(Roles)), stop)),
        ActVerb.Make(
            "markets",
            "Say for which markets a partner may receive goods. Members of the council sign.",
            "ledger partner markets pharmacy --market 756 --as manufacturer --with distributor",
            [Partner, MarketOptions.Received, MarketOptions.ReceivedNumber],
            (r, stop) => r.Client.PrepareCouncil.SetMarketsAsync(
                r.Required(Partner), r.Value(MarketOptions.Received) ?? [], r.Value(MarketOptions.ReceivedNumber) ?? [], stop)),
        Recover(),
    };

    private static Command Admit() => ActVerb.Make(
        "admit",
        "Admit a partner, with the keys that 'ledger key new' made or with those that it sent. Members of the council sign.",
        "ledger partner admit wholesaler --key wholesaler --role Holder --gln 9506000000077 --as manufacturer --with distributor",
        [Name, Key, Account, Identity, Roles, Gln, MarketOptions.Received, MarketOptions.ReceivedNumber],
        async (r, stop) =>
        {
            var (account, identity) = await KeysAsync(r, stop);
            var partner = new PartnerSpec(r.Required(Name), account, All(r.Required(Roles)), r.Value(Gln), identity, r.Value(MarketOptions.Received) ?? [])
            {
                MarketNumbers = r.Value(MarketOptions.ReceivedNumber) ?? [],
            };
            return await r.Client.PrepareCouncil.AdmitAsync(partner, stop);
        });

    private static Command Recover() => ActVerb.Make(
        "recover",
        "Give a partner that lost its key a new account; the old one is dead for ever. Members of the council sign.",
        "ledger partner recover carrier --key carrier-2 --as manufacturer --with distributor",
        [Partner, Key, Account],
        async (r, stop) => await r.Client.PrepareCouncil.RecoverAsync(r.Required(Partner), await AccountAsync(r, stop), stop));

    private static PartnerRoles All(IEnumerable<PartnerRoles> roles) => roles.Aggregate(PartnerRoles.None, (all, one) => all | one);

    private static async Task<(Address Account, Bytes32 Identity)> KeysAsync(ActRequest request, CancellationToken cancellationToken)
    {
        var account = await AccountAsync(request, cancellationToken);
        if (request.Value(Key) is { } name) return (account, IdentityKeyFile.ReadPublicKey(request.Session.Keys.IdentityPathOf(name)));
        return Bytes32.TryParse(request.Value(Identity), out var identity)
            ? (account, identity)
            : throw new LedgerException(ErrorCode.ArgumentMissing, "The partner's identity key is missing.", "Give --identity KEY (0x and 64 digits), or --key NAME.", "identity");
    }

    private static async Task<Address> AccountAsync(ActRequest request, CancellationToken cancellationToken)
    {
        if (request.Value(Key) is { } name) return (await request.Session.SignerAsync(name, cancellationToken)).Account;
        return Address.TryParse(request.Value(Account), out var account)
            ? account
            : throw new LedgerException(ErrorCode.ArgumentMissing, "The partner's account is missing.", "Give --account ADDRESS (0x and 40 digits), or --key NAME.", "account");
    }
}
