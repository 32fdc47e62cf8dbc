namespace Ledger.Bench;

/// <summary>A folder to measure in: the one that was asked for, or one of its own that goes with this object.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly bool _isTemporary;

    /// <summary>Takes or makes the folder.</summary>
    /// <param name="wanted">The folder, new or empty; null for a temporary one.</param>
    /// <exception cref="FormatException">It has files.</exception>
    public BenchFolder(string? wanted)
    {
        _isTemporary = wanted is null;
        Path = wanted ?? Directory.CreateTempSubdirectory("ledger-bench-").FullName;
        Directory.CreateDirectory(Path);
        if (Directory.EnumerateFileSystemEntries(Path).Any()) throw new FormatException($"'{Path}' is not empty: choose a new folder.");
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isTemporary) Directory.Delete(Path, recursive: true);
    }
}
