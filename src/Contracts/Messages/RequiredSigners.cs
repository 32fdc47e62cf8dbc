using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Messages;

/// <summary>Who must sign a message as things stand, in the order of the signatures.</summary>
/// <remarks>
/// Follows the contracts' rules, which have the last word. For an act of the council it is empty: any of its members sign, as many as the
/// rule's quorum.
/// </remarks>
public sealed partial class RequiredSigners
{
    private readonly LedgerView _view;
    private readonly TokenResolver _resolver;
    private readonly ulong _nowSeconds;
    private readonly List<RequiredSigner> _signers = [];

    private RequiredSigners(LedgerView view, ulong nowSeconds)
    {
        _view = view;
        _resolver = new TokenResolver(view);
        _nowSeconds = nowSeconds;
    }

    /// <summary>The signers of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="view">The state that tells owners, custodians and liens.</param>
    /// <param name="nowSeconds">The unix second at which it is to be applied: mandates end.</param>
    public static IReadOnlyList<RequiredSigner> Of(LedgerMessage message, LedgerView view, ulong nowSeconds)
    {
        var signers = new RequiredSigners(view, nowSeconds);
        signers.Collect(message.Body);
        return signers._signers;
    }

    private void Collect(object body)
    {
        switch (body)
        {
            case TransferTokens m:
                Transfer(m);
                break;
            case PackTokens m:
                Handling(First(m.Tokens), LienPolicy.Pack, withOwner: false);
                break;
            case UnpackTokens m:
                Handling(new TokenId(m.Root.Token), LienPolicy.Pack, withOwner: false);
                break;
            case DispenseTokens m:
                Handling(First(m.Tokens), LienPolicy.Dispense, withOwner: true);
                break;
            case DispenseRange m:
                Handling(new TokenId(m.Root.Token), LienPolicy.Dispense, withOwner: true);
                break;
            case PledgeTokens m:
                Add(SignerRole.Debtor, m.Debtor);
                Add(SignerRole.Financier, m.Financier);
                break;
            default:
                if (!CollectShipping(body) && !CollectEndings(body) && !CollectLending(body)) CollectNamed(body);
                break;
        }
    }

    /// <summary>Messages that name their signer, or whose product does.</summary>
    private void CollectNamed(object body)
    {
        switch (body)
        {
            case RegisterProduct m:
                Add(SignerRole.Issuer, m.Issuer);
                break;
            case CommissionRun m:
                if (_view.TryFindProduct(m.Gtin, out var product) && _view.TryProduct(product, out var record)) Add(SignerRole.Issuer, record.Issuer.Value);
                break;
            case RotateAccount m:
                Add(SignerRole.OldAccount, m.Partner);
                _signers.Add(new RequiredSigner(SignerRole.NewAccount, new PartnerId(m.Partner), m.Account));
                break;
            default:
                Add(SignerRole.Partner, Named(body));
                break;
        }
    }

    private static uint Named(object body) => body switch
    {
        TouchToken m => m.Partner,
        RecallProduct m => m.Partner,
        RecallLot m => m.Partner,
        RecallRange m => m.Partner,
        RecallToken m => m.Partner,
        LiftRecall m => m.Partner,
        ClearTokens m => m.Partner,
        AttestCondition m => m.Partner,
        QuarantineTokens m => m.Partner,
        ReleaseQuarantine m => m.Partner,
        AnchorBatch m => m.Partner,
        GrantMandate m => m.Owner,
        _ => 0,
    };

    private void Transfer(TransferTokens m)
    {
        var (title, custody) = (m.NewOwner != m.Owner, m.NewCustodian != m.Custodian);
        if (title || !HasMandate(m.Owner, m.Custodian)) Add(SignerRole.Owner, m.Owner);
        if (title) Add(SignerRole.NewOwner, m.NewOwner);
        if (custody) Add(SignerRole.Custodian, m.Custodian);
        if (custody) Add(SignerRole.NewCustodian, m.NewCustodian);
        AddFinanciers(_view.Token(First(m.Tokens)), title ? LienPolicy.None : LienPolicy.MoveCustody);
    }

    /// <summary>Whether a custodian may move custody of an owner's goods on its own now.</summary>
    private bool HasMandate(uint owner, uint custodian) =>
        owner != custodian && _view.MandateUntilSeconds(new PartnerId(owner), new PartnerId(custodian)) is > 0 and var until && until >= _nowSeconds;

    private void Handling(TokenId token, LienPolicy permission, bool withOwner)
    {
        if (RootOf(token) is not { } root) return;
        if (withOwner) Add(SignerRole.Owner, root.Owner.Value);
        Add(SignerRole.Custodian, root.Custodian.Value);
        AddFinanciers(root, permission);
    }

    /// <summary>The word that has a token's owner, custodian and lien; null if it has none.</summary>
    private TokenWord? RootOf(TokenId token) =>
        _resolver.TryResolve(token, out var resolved) && !resolved.IsTerminal ? _view.Token(resolved.Root) : null;

    /// <summary>Every financier by rank, if the lien on a held token doesn't permit the act.</summary>
    private void AddFinanciers(TokenWord held, LienPolicy permission)
    {
        var lien = _resolver.LienOn(held);
        if (lien != default && (_view.LienWord(lien).PolicyInForce & permission) == LienPolicy.None) AddFinanciers(lien);
    }

    private void AddFinanciers(LienId lien)
    {
        if (!_view.TryLien(lien, out var record)) return;
        for (byte rank = 1; rank <= record.Word.Ranks; rank++) AddFinancier(lien, rank);
    }

    private void AddFinancier(LienId lien, byte rank)
    {
        if (_view.TryLien(lien, out var record) && record.ClaimOf(rank) is { } claim) Add(SignerRole.Financier, claim.Financier.Value);
    }

    private void Add(SignerRole role, PartnerId partner) => Add(role, partner.Value);

    private void Add(SignerRole role, uint partner)
    {
        var id = new PartnerId(partner);
        if (id == PartnerId.None || _signers.Exists(s => s.Partner == id)) return;
        _signers.Add(new RequiredSigner(role, id, _view.TryPartner(id, out var record) ? record.Word.Account : default));
    }

    private static TokenId First(IReadOnlyList<TokenSeq> tokens) => tokens.Count == 0 ? default : new TokenId(tokens[0].Token);
}
