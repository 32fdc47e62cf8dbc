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
public sealed class RequiredSigners
{
    private readonly LedgerView _view;
    private readonly TokenResolver _resolver;
    private readonly List<RequiredSigner> _signers = [];

    private RequiredSigners(LedgerView view)
    {
        _view = view;
        _resolver = new TokenResolver(view);
    }

    /// <summary>The signers of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="view">The state that tells owners, custodians and liens.</param>
    public static IReadOnlyList<RequiredSigner> Of(LedgerMessage message, LedgerView view)
    {
        var signers = new RequiredSigners(view);
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
            case TouchToken m:
                Add(SignerRole.Partner, m.Partner);
                break;
            case PledgeTokens m:
                Add(SignerRole.Debtor, m.Debtor);
                Add(SignerRole.Financier, m.Financier);
                break;
            default:
                CollectOthers(body);
                break;
        }
    }

    private void CollectOthers(object body)
    {
        switch (body)
        {
            case ReleaseLien m:
                Add(SignerRole.Financier, _view.LienWord(new LienId(m.Lien)).Financier.Value);
                break;
            case ReleaseTokens m:
                Add(SignerRole.Financier, _view.LienWord(new LienId(m.Lien)).Financier.Value);
                break;
            case RegisterProduct m:
                Add(SignerRole.Issuer, m.Issuer);
                break;
            case CommissionRun m:
                if (_view.TryFindProduct(m.Gtin, out var product) && _view.TryProduct(product, out var record)) Add(SignerRole.Issuer, record.Issuer.Value);
                break;
            case RecallProduct { Partner: var partner }:
                Add(SignerRole.Partner, partner);
                break;
            case RecallLot { Partner: var partner }:
                Add(SignerRole.Partner, partner);
                break;
            case RecallRange { Partner: var partner }:
                Add(SignerRole.Partner, partner);
                break;
            case RecallToken { Partner: var partner }:
                Add(SignerRole.Partner, partner);
                break;
            case LiftRecall { Partner: var partner }:
                Add(SignerRole.Partner, partner);
                break;
            case RotateAccount m:
                Add(SignerRole.OldAccount, m.Partner);
                _signers.Add(new RequiredSigner(SignerRole.NewAccount, new PartnerId(m.Partner), m.Account));
                break;
        }
    }

    private void Transfer(TransferTokens m)
    {
        var (title, custody) = (m.NewOwner != m.Owner, m.NewCustodian != m.Custodian);
        Add(SignerRole.Owner, m.Owner);
        if (title) Add(SignerRole.NewOwner, m.NewOwner);
        if (custody) Add(SignerRole.Custodian, m.Custodian);
        if (custody) Add(SignerRole.NewCustodian, m.NewCustodian);
        AddFinancier(_view.Token(First(m.Tokens)), title ? LienPolicy.None : LienPolicy.MoveCustody);
    }

    private void Handling(TokenId token, LienPolicy permission, bool withOwner)
    {
        if (!_resolver.TryResolve(token, out var resolved) || resolved.IsTerminal) return;
        var root = _view.Token(resolved.Root);
        if (withOwner) Add(SignerRole.Owner, root.Owner.Value);
        Add(SignerRole.Custodian, root.Custodian.Value);
        AddFinancier(root, permission);
    }

    private void AddFinancier(TokenWord held, LienPolicy permission)
    {
        var lien = _resolver.LienOn(held);
        if (lien == default) return;
        var word = _view.LienWord(lien);
        if ((word.Policy & permission) == LienPolicy.None) Add(SignerRole.Financier, word.Financier.Value);
    }

    private void Add(SignerRole role, uint partner)
    {
        var id = new PartnerId(partner);
        if (id == PartnerId.None || _signers.Exists(s => s.Partner == id)) return;
        _signers.Add(new RequiredSigner(role, id, _view.TryPartner(id, out var record) ? record.Word.Account : default));
    }

    private static TokenId First(IReadOnlyList<TokenSeq> tokens) => tokens.Count == 0 ? default : new TokenId(tokens[0].Token);
}
