namespace Ledger.Contracts.Messages;

/// <summary>In which capacity someone signs a message.</summary>
public enum SignerRole
{
    /// <summary>The owner of the tokens.</summary>
    Owner,

    /// <summary>The partner that title moves to.</summary>
    NewOwner,

    /// <summary>The partner that has the tokens.</summary>
    Custodian,

    /// <summary>The partner that custody moves to.</summary>
    NewCustodian,

    /// <summary>A financier with a claim in the lien on the tokens; the most senior signs first.</summary>
    Financier,

    /// <summary>The owner that pledges.</summary>
    Debtor,

    /// <summary>The issuer of the product.</summary>
    Issuer,

    /// <summary>The partner that the message names as its signer.</summary>
    Partner,

    /// <summary>The account that a partner gives up.</summary>
    OldAccount,

    /// <summary>The account that a partner takes up.</summary>
    NewAccount,

    /// <summary>A member of the council.</summary>
    CouncilMember,

    /// <summary>The partner that has custody in transit.</summary>
    Carrier,
}
