using Ledger.Node.Index.Storage;

namespace Ledger.Node.Hosting;

/// <summary>What a test replaces in the production composition; nothing else differs.</summary>
internal sealed record NodeOverrides
{
    /// <summary>Clocks and delays.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Watches the disk; null watches the database's own.</summary>
    public DiskRoom? DiskRoom { get; init; }

    /// <summary>Where the lines for programs go.</summary>
    public TextWriter Output { get; init; } = Console.Out;
}
