using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Messages;

/// <content>Shipments, final and missing states, and liens.</content>
public sealed partial class RequiredSigners
{
    private bool CollectShipping(object body)
    {
        switch (body)
        {
            case ShipTokens m:
                Ship(m);
                return true;
            case ReceiveShipment m:
                Receivers(new ShipmentId(m.Shipment));
                return true;
            case CorrectReceipt m:
                Receivers(new ShipmentId(m.Shipment));
                if (m.Exceptions.Count > 0 && RootOf(new TokenId(m.Exceptions[0].Token)) is { } root) AddFinanciers(root, LienPolicy.None);
                return true;
            case CancelShipment m:
                Add(SignerRole.Custodian, _view.ShipmentWord(new ShipmentId(m.Shipment)).Custodian);
                return true;
            case ResolveDispute m:
                var word = _view.ShipmentWord(new ShipmentId(m.Shipment));
                Add(SignerRole.Owner, word.Owner);
                Add(SignerRole.Custodian, word.Custodian);
                Add(SignerRole.NewOwner, word.NewOwner);
                Add(SignerRole.NewCustodian, word.NewCustodian);
                return true;
            default:
                return false;
        }
    }

    private bool CollectEndings(object body)
    {
        switch (body)
        {
            case DestroyTokens m:
                Handling(First(m.Tokens), LienPolicy.None, withOwner: true);
                return true;
            case ExportTokens m:
                Handling(First(m.Tokens), LienPolicy.None, withOwner: true);
                return true;
            case TransformUnits m:
                Handling(First(m.Tokens), LienPolicy.Transform, withOwner: true);
                return true;
            case ReportMissing m:
                if (RootOf(First(m.Tokens)) is { } reported) Add(SignerRole.Owner, reported.Owner);
                return true;
            case ReinstateTokens m:
                var token = First(m.Tokens);
                if (RootOf(token) is not { } root) return true;
                Add(SignerRole.Owner, root.Owner);
                Add(SignerRole.Issuer, token.IsFreeContainer ? token.RunField : _view.RunWord(token.Run).Issuer.Value);
                return true;
            default:
                return false;
        }
    }

    private bool CollectLending(object body)
    {
        switch (body)
        {
            case ReleaseLien m:
                AddFinancier(new LienId(m.Lien), m.Rank);
                return true;
            case ReleaseTokens m:
                AddFinanciers(new LienId(m.Lien));
                return true;
            case AddClaim m:
                Add(SignerRole.Debtor, m.Debtor);
                Add(SignerRole.Financier, m.Financier);
                AddFinanciers(new LienId(m.Lien));
                return true;
            case DeclareDefault m:
                AddFinancier(new LienId(m.Lien), m.Rank);
                return true;
            case CureLien m:
                AddFinancier(new LienId(m.Lien), _view.LienWord(new LienId(m.Lien)).DefaultedRank);
                return true;
            case ForecloseTokens m:
                Foreclose(new LienId(m.Lien));
                return true;
            default:
                return false;
        }
    }

    private void Ship(ShipTokens m)
    {
        var title = m.NewOwner != m.Owner;
        if (title || !HasMandate(m.Owner, m.Custodian)) Add(SignerRole.Owner, m.Owner);
        Add(SignerRole.Custodian, m.Custodian);
        Add(SignerRole.Carrier, m.Carrier);
        AddFinanciers(_view.Token(First(m.Tokens)), title ? LienPolicy.None : LienPolicy.MoveCustody);
    }

    private void Receivers(ShipmentId shipment)
    {
        var word = _view.ShipmentWord(shipment);
        Add(SignerRole.NewCustodian, word.NewCustodian);
        Add(SignerRole.NewOwner, word.NewOwner);
    }

    /// <summary>The financier who declared the default, then those before it, who must agree.</summary>
    private void Foreclose(LienId lien)
    {
        var declared = _view.LienWord(lien).DefaultedRank;
        AddFinancier(lien, declared);
        for (byte rank = 1; rank < declared; rank++) AddFinancier(lien, rank);
    }
}
