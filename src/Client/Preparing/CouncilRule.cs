namespace Ledger.Client.Preparing;

/// <summary>What it takes to let the council call a function.</summary>
/// <param name="Function">The function, like <c>Partners.admit</c>, or its selector in 0x-hex.</param>
/// <param name="Quorum">How many members have to approve, at least 2; 0 removes the rule, and with it the council's right to call.</param>
/// <param name="Delay">The time between approval and execution; above 0 for what changes the council itself.</param>
/// <param name="Expiry">The time after the delay within which it has to be executed.</param>
public sealed record CouncilRule(string Function, byte Quorum, TimeSpan Delay, TimeSpan Expiry);
