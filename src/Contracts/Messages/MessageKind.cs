namespace Ledger.Contracts.Messages;

/// <summary>The messages that partners and council members sign. Named as their EIP-712 structs.</summary>
public enum MessageKind
{
    /// <summary>Moves title, custody or both.</summary>
    TransferTokens = 1,

    /// <summary>Puts tokens into a container.</summary>
    PackTokens = 2,

    /// <summary>Takes tokens out of their parents.</summary>
    UnpackTokens = 3,

    /// <summary>Dispenses single units.</summary>
    DispenseTokens = 4,

    /// <summary>Dispenses a range of units.</summary>
    DispenseRange = 5,

    /// <summary>Withdraws outstanding consent.</summary>
    TouchToken = 6,

    /// <summary>Pledges tokens.</summary>
    PledgeTokens = 7,

    /// <summary>Ends a claim, and the lien with its last one.</summary>
    ReleaseLien = 8,

    /// <summary>Ends a lien on some tokens.</summary>
    ReleaseTokens = 9,

    /// <summary>Registers a product.</summary>
    RegisterProduct = 10,

    /// <summary>Commissions a run.</summary>
    CommissionRun = 11,

    /// <summary>Recalls a product.</summary>
    RecallProduct = 12,

    /// <summary>Recalls a lot.</summary>
    RecallLot = 13,

    /// <summary>Recalls a range of units.</summary>
    RecallRange = 14,

    /// <summary>Recalls a token with what is inside.</summary>
    RecallToken = 15,

    /// <summary>Lifts a recall.</summary>
    LiftRecall = 16,

    /// <summary>Replaces a partner's account.</summary>
    RotateAccount = 17,

    /// <summary>A call that the council makes.</summary>
    CouncilAct = 18,

    /// <summary>Sends tokens to a receiver who will answer with a receipt.</summary>
    ShipTokens = 19,

    /// <summary>The receipt of a shipment.</summary>
    ReceiveShipment = 20,

    /// <summary>Adds exceptions to a receipt.</summary>
    CorrectReceipt = 21,

    /// <summary>Takes a shipment back.</summary>
    CancelShipment = 22,

    /// <summary>Ends disputes of a shipment.</summary>
    ResolveDispute = 23,

    /// <summary>Destroys tokens with everything inside.</summary>
    DestroyTokens = 24,

    /// <summary>Exports single units.</summary>
    ExportTokens = 25,

    /// <summary>Reports tokens lost or stolen.</summary>
    ReportMissing = 26,

    /// <summary>Makes lost or stolen tokens active again.</summary>
    ReinstateTokens = 27,

    /// <summary>Consumes units and commissions a run made of them.</summary>
    TransformUnits = 28,

    /// <summary>Adds a claim behind those of a lien.</summary>
    AddClaim = 29,

    /// <summary>Gives notice of default.</summary>
    DeclareDefault = 30,

    /// <summary>Takes a default back.</summary>
    CureLien = 31,

    /// <summary>Takes title of tokens under a lien.</summary>
    ForecloseTokens = 32,

    /// <summary>Takes tokens of a lot out of its recall.</summary>
    ClearTokens = 33,

    /// <summary>Attests a condition of tokens.</summary>
    AttestCondition = 34,

    /// <summary>Puts tokens into quarantine.</summary>
    QuarantineTokens = 35,

    /// <summary>Ends a quarantine.</summary>
    ReleaseQuarantine = 36,

    /// <summary>Commits to a batch of off-chain events.</summary>
    AnchorBatch = 37,

    /// <summary>Lets a custodian move custody of the owner's goods on its own.</summary>
    GrantMandate = 38,
}
