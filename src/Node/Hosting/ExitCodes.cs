namespace Ledger.Node.Hosting;

/// <summary>How the process ends. Documented in docs/node.md.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped as asked.</summary>
    public const int Stopped = 0;

    /// <summary>A wrong option, or a founders file or descriptor that is none.</summary>
    public const int Usage = 2;

    /// <summary>Something the node needs is missing or taken.</summary>
    public const int Unavailable = 69;

    /// <summary>Anything else.</summary>
    public const int Internal = 70;
}
