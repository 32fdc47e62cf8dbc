namespace Ledger.Node.Tests.Embedded;

/// <summary>The node stops here, as far as the chain can tell.</summary>
internal sealed class Crash(string point) : Exception($"The test stops the node at {point}.");
