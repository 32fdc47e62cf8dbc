using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A shipment's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | status 8 | owner 24 | custodian 24 | newOwner 24 | newCustodian 24 | carrier 24 | until 40 | disputeSeconds 32 | disputes 16 | spare 8</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct ShipmentWord(StorageWord Word)
{
    /// <summary>The shipment's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>The state.</summary>
    public ShipmentState State => (ShipmentState)Word.Bits(32, 8);

    /// <summary>Who had title when it departed.</summary>
    public PartnerId Owner => new((uint)Word.Bits(40, 24));

    /// <summary>The sender: who had custody when it departed.</summary>
    public PartnerId Custodian => new((uint)Word.Bits(64, 24));

    /// <summary>Who has title of what is accepted.</summary>
    public PartnerId NewOwner => new((uint)Word.Bits(88, 24));

    /// <summary>The receiver: who has custody of what is accepted.</summary>
    public PartnerId NewCustodian => new((uint)Word.Bits(112, 24));

    /// <summary>Who has custody in transit; none for the sender itself.</summary>
    public PartnerId Carrier => new((uint)Word.Bits(136, 24));

    /// <summary>The last unix second at which it can be received.</summary>
    public ulong UntilSeconds => Word.Bits(160, 40);

    /// <summary>How long a dispute that its receipt opens lasts.</summary>
    public uint DisputeSeconds => (uint)Word.Bits(200, 32);

    /// <summary>Disputes that are open.</summary>
    public uint Disputes => (uint)Word.Bits(232, 16);

    /// <summary>Whether it departed and was not answered.</summary>
    public bool IsInTransit => State == ShipmentState.InTransit;
}
