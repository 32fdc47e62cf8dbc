namespace Ledger.Bench.Api;

/// <summary>The node answered fast, but not the truth.</summary>
/// <param name="message">What was answered about what.</param>
internal sealed class WrongAnswerException(string message) : Exception(message);
