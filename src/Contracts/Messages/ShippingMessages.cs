using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Messages;

/// <summary>The messages of shipments, receipts and disputes.</summary>
internal static class ShippingMessages
{
    public static IEnumerable<(Type Body, MessageType Type)> All =>
    [
        (typeof(ShipTokens), Ship),
        (typeof(ReceiveShipment), Receive),
        (typeof(CorrectReceipt), Correct),
        (typeof(CancelShipment), Cancel),
        (typeof(ResolveDispute), Resolve),
    ];

    private static MessageType Ship => new TypedMessage<ShipTokens>(
        MessageKind.ShipTokens,
        LedgerContract.Tokens,
        TokensFunctions.Ship.Selector,
        ShipTokens.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.Carrier,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => TokenMessages.Tokens(m.Tokens),
        Write = (m, s) => TokensFunctions.Ship.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.Ship.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Receive => new TypedMessage<ReceiveShipment>(
        MessageKind.ReceiveShipment,
        LedgerContract.Tokens,
        TokensFunctions.ReceiveShipmentFunction.Selector,
        ReceiveShipment.EncodeType,
        SignerRole.NewCustodian,
        SignerRole.NewOwner)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Exceptions(m.Exceptions).Prepend(Shipment(m.Shipment, m.Seq)),
        Write = (m, s) => TokensFunctions.ReceiveShipmentFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.ReceiveShipmentFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Correct => new TypedMessage<CorrectReceipt>(
        MessageKind.CorrectReceipt,
        LedgerContract.Tokens,
        TokensFunctions.CorrectReceiptFunction.Selector,
        CorrectReceipt.EncodeType,
        SignerRole.NewCustodian,
        SignerRole.NewOwner,
        SignerRole.Financier)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => Exceptions(m.Exceptions).Prepend(Shipment(m.Shipment, m.Seq)),
        Write = (m, s) => TokensFunctions.CorrectReceiptFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.CorrectReceiptFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageType Cancel => new TypedMessage<CancelShipment>(
        MessageKind.CancelShipment,
        LedgerContract.Tokens,
        TokensFunctions.CancelShipmentFunction.Selector,
        CancelShipment.EncodeType,
        SignerRole.Custodian)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => [Shipment(m.Shipment, m.Seq)],
        Write = (m, s) => TokensFunctions.CancelShipmentFunction.Encode(m, MessageCatalogue.Single(s)),
        Read = data => TokensFunctions.CancelShipmentFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.One(s)) : default,
    };

    private static MessageType Resolve => new TypedMessage<ResolveDispute>(
        MessageKind.ResolveDispute,
        LedgerContract.Tokens,
        TokensFunctions.ResolveDisputeFunction.Selector,
        ResolveDispute.EncodeType,
        SignerRole.Owner,
        SignerRole.Custodian,
        SignerRole.NewOwner,
        SignerRole.NewCustodian)
    {
        Hash = m => m.HashStruct(),
        Terms = m => (m.Deadline, m.Document),
        Named = m => m.Resolutions.Select(r => new MessageSubject(SubjectKind.Token, r.Token, r.Seq)).Prepend(Shipment(m.Shipment, m.Seq)),
        Write = (m, s) => TokensFunctions.ResolveDisputeFunction.Encode(m, MessageCatalogue.Bytes(s)),
        Read = data => TokensFunctions.ResolveDisputeFunction.DecodeInput(data) is var (m, s) ? (m, MessageCatalogue.Signatures(s)) : default,
    };

    private static MessageSubject Shipment(uint shipment, uint seq) => new(SubjectKind.Shipment, shipment, seq);

    private static IEnumerable<MessageSubject> Exceptions(IReadOnlyList<ShipmentException> exceptions) =>
        exceptions.Select(e => new MessageSubject(SubjectKind.Token, e.Token, e.Seq));
}
