namespace Ledger.Node.Embedded;

/// <summary>Finds the anvil binary.</summary>
internal static class AnvilBinary
{
    /// <summary>The environment variable that names the binary.</summary>
    public const string PathVariable = "LEDGER_ANVIL_PATH";

    /// <summary>The environment variable that names the checkout's folder; the script <c>ledger</c> sets it.</summary>
    public const string RootVariable = "LEDGER_ROOT";

    private const int MaxFoldersUpward = 16;
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly string UnderRoot =
        Path.Combine("contracts-solidity", "node_modules", "@foundry-rs", "anvil-linux-amd64", "bin", "anvil");

    /// <summary>The binary: the option, else <see cref="PathVariable"/>, else the npm package under <see cref="RootVariable"/> or any
    /// folder above the program.</summary>
    /// <param name="configuredPath">The option; null when not given.</param>
    /// <param name="readVariable">Reads an environment variable.</param>
    /// <param name="baseDirectory">The program's folder.</param>
    /// <exception cref="EmbeddedChainSetupException">There is none; the message names the cure.</exception>
    public static string Find(string? configuredPath, Func<string, string?> readVariable, string baseDirectory)
    {
        var path = Locate(configuredPath, readVariable, baseDirectory);
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & AnyExecute) == UnixFileMode.None)
            throw new EmbeddedChainSetupException($"'{path}' is not executable: run 'chmod +x' on it.");
        return path;
    }

    private static string Locate(string? configuredPath, Func<string, string?> readVariable, string baseDirectory)
    {
        if (!string.IsNullOrEmpty(configuredPath)) return Existing(configuredPath, "the option AnvilPath");
        if (readVariable(PathVariable) is { Length: > 0 } fromVariable) return Existing(fromVariable, PathVariable);
        return Candidates(readVariable(RootVariable), baseDirectory).FirstOrDefault(File.Exists)
            ?? throw new EmbeddedChainSetupException(
                $"anvil was not found: run 'npm ci' in contracts-solidity (./ledger setup does), or set {PathVariable} to an anvil 1.7.1 binary.");
    }

    private static IEnumerable<string> Candidates(string? root, string baseDirectory)
    {
        if (!string.IsNullOrEmpty(root)) yield return Path.Combine(root, UnderRoot);
        var folder = new DirectoryInfo(baseDirectory);
        for (var level = 0; level < MaxFoldersUpward && folder is not null; level++, folder = folder.Parent)
            yield return Path.Combine(folder.FullName, UnderRoot);
    }

    private static string Existing(string path, string source) =>
        File.Exists(path)
            ? path
            : throw new EmbeddedChainSetupException(
                $"anvil was not found at '{path}', which {source} names: correct it, or unset it to use the npm package.");
}
