namespace Ledger.Node.Hosting;

/// <summary>The data folder, held by this node alone until disposed.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>The running node.</summary>
    public string NodeFilePath => In("node.json");

    /// <summary>The network descriptor.</summary>
    public string NetworkFilePath => In("network.json");

    /// <summary>The key of the account that sends transactions.</summary>
    public string RelayKeyPath => In("relay.key");

    /// <summary>The node's Ed25519 key.</summary>
    public string IdentityKeyPath => In("identity.key");

    /// <summary>The database.</summary>
    public string DatabasePath => In("db");

    /// <summary>The embedded chain's folder.</summary>
    public string ChainPath => In("chain");

    /// <summary>What a caller of the operator's service must know; only this user can read it.</summary>
    public string OperatorTokenPath => In("operator.token");

    /// <summary>The log.</summary>
    public string LogPath => System.IO.Path.Combine(Path, "logs", "node.log");

    /// <summary>Makes the folder when missing and takes it.</summary>
    /// <exception cref="NodeStartException">It cannot be made or written, or another node has it.</exception>
    public static DataFolder Take(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }

        var lockPath = System.IO.Path.Combine(path, "lock");
        try
        {
            return new DataFolder(path, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Unwritable(path, exception);
        }
        catch (IOException exception)
        {
            // The runtime reports a lock that another process holds and a disk without room alike, by IOException.
            throw File.Exists(lockPath)
                ? NodeStartException.Unavailable($"The data folder '{path}' is in use by another node. Stop that node, or name another folder.", exception)
                : Unwritable(path, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static NodeStartException Unwritable(string path, Exception exception) => NodeStartException.Unavailable(
        $"The data folder '{path}' cannot be written: {exception.Message} Give this user the right to, make room, or name another folder.", exception);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
