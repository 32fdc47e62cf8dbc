using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Preparing;

/// <summary>How goods are sent.</summary>
/// <param name="To">The receiver: id, GLN or name.</param>
/// <param name="Scope">What moves when it is accepted.</param>
/// <param name="Until">The last moment at which it can be received.</param>
/// <param name="DisputePeriod">How long a dispute of the receipt lasts unless both sides resolve it.</param>
/// <param name="Carrier">Who has the goods in transit: id, GLN or name; null if the sender carries itself.</param>
/// <param name="Document">The hash of a delivery note or the like.</param>
public sealed record ShipmentSpec(
    string To, TransferScope Scope, DateTimeOffset Until, TimeSpan DisputePeriod, string? Carrier = null, Bytes32 Document = default);
