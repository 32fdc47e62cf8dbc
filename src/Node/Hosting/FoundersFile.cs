using System.Text.Json;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Hosting;

/// <summary>Who founds a network's council, as a file says it. The format is in docs/node.md.</summary>
/// <param name="ChainId">The chain it is for; null for any.</param>
/// <param name="Council">Members and rules.</param>
internal sealed record FoundersFile(ulong? ChainId, CouncilFounding Council)
{
    private const int MaxSizeBytes = 1 << 20;

    // The bounds of the Council contract.
    private const int MaxMembers = 64;
    private const int MaxRules = 64;

    private static readonly (LedgerContract Contract, string Prefix)[] Targets =
        [(LedgerContract.Partners, "Partners."), (LedgerContract.Council, "Council."), (LedgerContract.Tokens, "Tokens.")];

    /// <summary>Reads and checks a file.</summary>
    /// <exception cref="NodeStartException">It cannot be read, or says something that the contracts would refuse.</exception>
    public static FoundersFile Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxSizeBytes) throw Wrong(path, $"it is larger than {MaxSizeBytes} bytes.");
            return Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NodeStartException.Usage($"The founders file '{path}' cannot be read: {exception.Message} Name a file that can.", exception);
        }
    }

    /// <summary>Reads and checks a file's content.</summary>
    /// <param name="utf8Json">The content.</param>
    /// <param name="path">How to call it in errors.</param>
    /// <exception cref="NodeStartException">It says something that the contracts would refuse.</exception>
    public static FoundersFile Parse(ReadOnlyMemory<byte> utf8Json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or EthereumFormatException)
        {
            throw Wrong(path, JsonFault.Describe(exception), exception);
        }
    }

    private static FoundersFile Read(JsonElement root)
    {
        Allow(root, "the file", "chainId", "council");
        ulong? chainId = root.TryGetProperty("chainId", out var id) ? id.GetUInt64() : null;
        var council = root.Member("council");
        Allow(council, "council", "members", "quorum", "ownDelaySeconds", "rules");
        var members = council.List("members").EnumerateArray().Take(MaxMembers + 1).Select(m => Address.Parse(m.GetString())).ToList();
        Require(members.Count is > 0 and <= MaxMembers, $"council.members must name 1 to {MaxMembers} accounts.");
        Require(members.Distinct().Count() == members.Count, "council.members names an account twice.");
        Require(!members.Contains(default), "council.members names the zero account.");
        var rules = Usual(council, members);
        if (council.TryGetProperty("rules", out var listed))
        {
            foreach (var rule in listed.EnumerateArray().Take(MaxRules + 1).Select(r => Rule(r, members.Count))) rules[SelectorOf(rule)] = rule;
        }

        Require(rules.Count is > 0 and <= MaxRules, $"council must have 'quorum', or 1 to {MaxRules} 'rules'.");
        return new(chainId, new CouncilFounding(members, [.. rules.Values]));
    }

    private static Dictionary<Selector, Rule> Usual(JsonElement council, List<Address> members)
    {
        if (!council.TryGetProperty("quorum", out var quorum)) return [];
        Require(quorum.TryGetByte(out var count) && count > 0 && count <= members.Count, $"council.quorum must be 1 to {members.Count}, the number of members.");
        var delay = council.TryGetProperty("ownDelaySeconds", out var seconds) ? seconds.GetUInt32() : CouncilFounding.DefaultOwnDelaySeconds;
        Require(delay > 0, "council.ownDelaySeconds must be at least 1.");
        return CouncilFounding.WithQuorum(members, count, delay).Rules.ToDictionary(SelectorOf);
    }

    private static Rule Rule(JsonElement element, int members)
    {
        Allow(element, "a rule", "function", "selector", "quorum", "delaySeconds", "expirySeconds");
        var (name, selector) = Named(element);
        Require(element.Member("quorum").TryGetByte(out var quorum) && quorum > 0 && quorum <= members, $"The quorum of {name} must be 1 to {members}, the number of members.");
        var delay = element.TryGetProperty("delaySeconds", out var seconds) ? seconds.GetUInt32() : 0;
        var expiry = element.TryGetProperty("expirySeconds", out seconds) ? seconds.GetUInt32() : CouncilFounding.DefaultExpirySeconds;
        Require(expiry > 0, $"The expirySeconds of {name} must be at least 1.");
        Require(delay > 0 || !IsOwn(selector), $"{name} concerns the council itself, so its delaySeconds must be at least 1.");
        var bytes = new byte[Selector.SizeBytes];
        selector.CopyTo(bytes);
        return new Rule(bytes, quorum, delay, expiry);
    }

    private static (string Name, Selector Selector) Named(JsonElement rule)
    {
        var hasFunction = rule.TryGetProperty("function", out var function);
        Require(hasFunction != rule.TryGetProperty("selector", out var selector), "A rule names either 'function' or 'selector'.");
        if (!hasFunction)
        {
            var text = selector.GetString() ?? "";
            var bytes = Hex.FromHex(text);
            Require(Selector.TryRead(bytes, out var value) && bytes.Length == Selector.SizeBytes, $"'{text}' is no selector of 4 bytes.");
            return (text, value);
        }

        var name = function.GetString() ?? "";
        var (contract, prefix) = Array.Find(Targets, t => name.StartsWith(t.Prefix, StringComparison.Ordinal));
        var found = prefix is null ? null : ContractArtifact.Of(contract).Abi.Functions.FirstOrDefault(f => string.Equals(f.Name, name[prefix.Length..], StringComparison.Ordinal));
        Require(found is not null, $"There is no function '{name}'.");
        return (name, found!.Selector);
    }

    // Those for which the Council contract refuses a rule without a delay.
    private static bool IsOwn(Selector selector) => selector == CouncilFunctions.SetRule.Selector
        || selector == CouncilFunctions.AddMember.Selector
        || selector == CouncilFunctions.RemoveMember.Selector;

    private static Selector SelectorOf(Rule rule) => Selector.TryRead(rule.SelectorValue, out var selector) ? selector : default;

    private static void Allow(JsonElement element, string what, params string[] names)
    {
        foreach (var member in element.EnumerateObject()) Require(names.Contains(member.Name, StringComparer.Ordinal), $"{what} has the unknown member '{member.Name}'.");
    }

    private static void Require(bool condition, string message)
    {
        if (!condition) throw new FormatException(message);
    }

    private static NodeStartException Wrong(string path, string message, Exception? cause = null) =>
        NodeStartException.Usage($"The founders file '{path}' is wrong: {message.TrimEnd('.')}. Correct it; the format is in docs/node.md.", cause);
}
