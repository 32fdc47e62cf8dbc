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

    /// <summary>Ends a lien.</summary>
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
}
