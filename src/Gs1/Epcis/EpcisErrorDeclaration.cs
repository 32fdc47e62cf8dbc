namespace Ledger.Gs1.Epcis;

/// <summary>Says that the event carrying it was wrong (EPCIS 2.0, section 7.4.1.2).</summary>
/// <param name="DeclarationTime">When it was declared.</param>
/// <param name="Reason">The CBV word, such as <c>incorrect_data</c>, or a URI; null if not given.</param>
/// <param name="CorrectiveEventIds">The events that stand instead; may be empty.</param>
public sealed record EpcisErrorDeclaration(DateTimeOffset DeclarationTime, string? Reason, IReadOnlyList<string> CorrectiveEventIds);
