namespace Ledger.EndToEnd.Tests.Support;

/// <summary>
/// One node at a time: the tests measure nothing, and a small machine has to run them. Those that change nothing which others rely upon share a
/// node; each takes lots of its own.
/// </summary>
[CollectionDefinition("nodes", DisableParallelization = true)]
public sealed class NodeCollection : ICollectionFixture<UpFixture>;
