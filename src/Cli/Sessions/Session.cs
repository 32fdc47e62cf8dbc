using System.CommandLine;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Cli.Keys;
using Ledger.Cli.Output;
using Ledger.Client;
using Ledger.Client.Heads;
using Ledger.Client.Keys;

namespace Ledger.Cli.Sessions;

/// <summary>One run of a verb: where it prints, whose home it uses, the node it asks, the keys it has opened.</summary>
internal sealed class Session(ParseResult parsed, CliOutput output, TimeProvider time) : IAsyncDisposable
{
    /// <summary>The environment variable with the keystores' password.</summary>
    public const string PasswordVariable = "LEDGER_PASSWORD";

    private const double HoursMaximum = 24 * 366;

    private readonly Dictionary<string, LedgerSigner> _signers = new(StringComparer.Ordinal);
    private LedgerClient? _client;

    public ParseResult Parsed { get; } = parsed;

    public CliOutput Output { get; } = output;

    public TimeProvider Time { get; } = time;

    public LedgerHome Home { get; } = LedgerHome.Find(parsed.GetValue(CommonOptions.Home));

    public KeyFolder Keys => new(Home.Keys);

    /// <summary>The client, connected at the first use.</summary>
    public async Task<LedgerClient> ClientAsync(CancellationToken cancellationToken)
    {
        if (_client is not null) return _client;
        var named = Parsed.GetValue(CommonOptions.Node) ?? Environment.GetEnvironmentVariable(CommonOptions.NodeVariable);
        var (node, network) = string.IsNullOrEmpty(named) ? (Home.RunningNode(), Home.Network()) : (Address(named), null);
        var options = new LedgerClientOptions { Heads = new FolderHeadStore(Home.Heads), HeadNotKept = WarnOfHead, Network = network, TimeProvider = Time };
        _client = await LedgerClient.ConnectAsync(node, OfferLifetime() is { } lifetime ? options with { MessageLifetime = lifetime } : options, cancellationToken);
        return _client;
    }

    private void WarnOfHead(Exception exception) => Output.Warn(
        $"The head that the node signed can't be kept in '{Home.Heads}', so a shorter history would not be noticed later: {FileFaults.Explain(exception).Message}");

    /// <summary>Opens the key of a signer of this home, once.</summary>
    public async Task<LedgerSigner> SignerAsync(string name, CancellationToken cancellationToken)
    {
        if (_signers.TryGetValue(name, out var known)) return known;
        return _signers[name] = await Keys.OpenAsync(name, await PasswordAsync(cancellationToken), cancellationToken);
    }

    /// <summary>The password: of the file named, of the environment, of the development consortium, or typed.</summary>
    public async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        if (Parsed.GetResult(SignerOptions.PasswordFile) is not null && Parsed.GetValue(SignerOptions.PasswordFile) is { } file)
        {
            try
            {
                return (await File.ReadAllTextAsync(file, cancellationToken)).TrimEnd('\r', '\n');
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new LedgerException(ErrorCode.ArgumentInvalid, $"The password file '{file}' can't be read: {exception.Message}", "Name a file that you may read.", "password-file", exception);
            }
        }

        if (Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } password) return password;
        if (File.Exists(Keys.PasswordFile)) return await Keys.DevelopmentPasswordAsync(cancellationToken);
        if (Console.IsInputRedirected || Output.IsJson)
        {
            throw new LedgerException(
                ErrorCode.ArgumentMissing, "The keystore needs a password.", $"Set {PasswordVariable}, or give --password-file FILE.", "password");
        }

        return Prompt();
    }

    // An offer to others is good for longer than what is submitted at once.
    private TimeSpan? OfferLifetime()
    {
        if (Parsed.GetResult(SignerOptions.Offer) is null) return null;
        var hours = Parsed.GetValue(SignerOptions.ValidHours);
        return hours is > 0 and <= HoursMaximum
            ? TimeSpan.FromHours(hours)
            : throw new LedgerException(ErrorCode.ArgumentInvalid, $"An offer can't be good for {hours} hours.", $"Give a number above 0 and up to {HoursMaximum}.", "valid-hours");
    }

    /// <summary>Closes the connection and forgets the keys.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var signer in _signers.Values) signer.Dispose();
        if (_client is not null) await _client.DisposeAsync();
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri
        : throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{text}' is no node's address.", "Give one like http://127.0.0.1:7400.", "node");

    private static string Prompt()
    {
        Console.Error.Write("Password: ");
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0) typed.Length--;
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
