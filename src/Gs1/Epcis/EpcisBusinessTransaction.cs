namespace Ledger.Gs1.Epcis;

/// <summary>A document that an event belongs to.</summary>
/// <param name="Type">The CBV word, such as <c>po</c> or <c>desadv</c>, or a URI; null if not given.</param>
/// <param name="Id">The document's URI.</param>
public sealed record EpcisBusinessTransaction(string? Type, string Id);
