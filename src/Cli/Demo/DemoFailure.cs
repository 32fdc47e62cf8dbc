namespace Ledger.Cli.Demo;

/// <summary>The story did not go as it has to.</summary>
internal sealed class DemoFailure(string message) : Exception(message);
