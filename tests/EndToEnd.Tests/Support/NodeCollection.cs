namespace Ledger.EndToEnd.Tests.Support;

/// <summary>One node at a time: the tests measure nothing, and a small machine has to run them.</summary>
[CollectionDefinition("nodes", DisableParallelization = true)]
public sealed class NodeCollection;
