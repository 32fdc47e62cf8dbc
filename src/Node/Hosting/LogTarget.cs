namespace Ledger.Node.Hosting;

/// <summary>Where log lines go.</summary>
internal enum LogTarget
{
    /// <summary>A file in the data folder.</summary>
    File,

    /// <summary>Standard error.</summary>
    Stderr,
}
