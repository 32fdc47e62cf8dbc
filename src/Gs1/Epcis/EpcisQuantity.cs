using Ledger.Gs1.Identifiers;

namespace Ledger.Gs1.Epcis;

/// <summary>An amount of a class of objects.</summary>
/// <param name="EpcClass">A product or a lot.</param>
/// <param name="Quantity">How much; null if it isn't known.</param>
/// <param name="UnitOfMeasure">UN/ECE Recommendation 20 code, such as <c>KGM</c>; null for a count.</param>
public sealed record EpcisQuantity(Gs1Identifier EpcClass, decimal? Quantity, string? UnitOfMeasure);
