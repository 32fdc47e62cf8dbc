using System.Text.Json;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;

namespace Ledger.Cli.Sessions;

/// <summary>The folder with what belongs to this user: keys, the node's data, heads seen.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record LedgerHome(string Folder)
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "LEDGER_HOME";

    private const int NodeFileSizeMaximum = 64 * 1024;

    /// <summary>Keystores and identity keys.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>The node's data.</summary>
    public string Node => Path.Combine(Folder, "node");

    /// <summary>The heads that nodes signed.</summary>
    public string Heads => Path.Combine(Folder, "heads");

    /// <summary>Who founds the council.</summary>
    public string Founders => Path.Combine(Folder, "founders.json");

    /// <summary>The folder asked for, else the one of the environment, else <c>.ledger</c> in the user's home.</summary>
    public static LedgerHome Find(string? asked)
    {
        var folder = asked ?? Environment.GetEnvironmentVariable(Variable);
        return new LedgerHome(Path.GetFullPath(string.IsNullOrEmpty(folder)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".ledger")
            : folder));
    }

    /// <summary>The address of the node that runs on this home.</summary>
    /// <exception cref="LedgerException">None does.</exception>
    public Uri RunningNode()
    {
        var path = Path.Combine(Node, "node.json");
        try
        {
            if (new FileInfo(path).Length <= NodeFileSizeMaximum)
            {
                using var json = JsonDocument.Parse(File.ReadAllBytes(path));
                return new Uri(json.RootElement.GetProperty("grpc").GetString()!);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or UriFormatException or ArgumentException)
        {
            // The one message below says all there is to say: no node's address can be found there.
        }

        throw new LedgerException(
            ErrorCode.NodeUnavailable, $"No node runs on '{Folder}'.", "Start one with 'ledger up', or name one with --node URI or LEDGER_NODE.", "node");
    }

    /// <summary>The network of the node that runs on this home, or null before its first start is through.</summary>
    public NetworkDescriptor? Network()
    {
        var path = Path.Combine(Node, "network.json");
        return File.Exists(path) ? NetworkDescriptor.Parse(File.ReadAllBytes(path)) : null;
    }
}
