using Ledger.Gs1.Identifiers;

namespace Ledger.Gs1.Epcis;

/// <summary>Where a transfer starts or ends.</summary>
/// <param name="Type">The CBV word: <c>owning_party</c>, <c>possessing_party</c>, <c>location</c>; or a URI.</param>
/// <param name="Id">The party or place.</param>
public sealed record EpcisEndpoint(string Type, Gs1Identifier Id);
