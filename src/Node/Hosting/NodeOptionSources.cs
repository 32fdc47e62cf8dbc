using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Hosting;

/// <summary>Collects option values from command line, environment and file; the first of these that has an option wins.</summary>
internal sealed class NodeOptionSources
{
    /// <summary>The prefix of environment variables.</summary>
    public const string VariablePrefix = "LEDGER_NODE_";

    private const int MaxFileSizeBytes = 1 << 20;
    private const int MaxValues = 64;
    private static readonly string[] Flags = ["stop-with-stdin", "help"];

    private static readonly string[] Known =
    [
        "data", "bind", "grpc-port", "http-port", "chain", "founders", "network-name", "chain-id", "gas-limit", "anvil", "rpc", "rpc-ws", "stall-seconds", "finality-depth", "seals", "network", "log",
        "log-level", "config", "fail-at", .. Flags,
    ];

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <summary>Reads all sources.</summary>
    /// <exception cref="NodeStartException">An option is unknown or lacks its value, or the file cannot be read.</exception>
    public static NodeOptionSources Read(IReadOnlyList<string> arguments, Func<string, string?> readVariable)
    {
        var sources = new NodeOptionSources();
        sources.AddArguments(arguments);
        foreach (var name in Known)
        {
            if (readVariable(VariablePrefix + name.ToUpperInvariant().Replace('-', '_')) is { Length: > 0 } value) sources._values.TryAdd(name, [value]);
        }

        if (sources.Single("config") is { } path) sources.AddFile(path);
        return sources;
    }

    /// <summary>All values of an option.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>The only value of an option; null when it is not given.</summary>
    /// <exception cref="NodeStartException">It is given more than once.</exception>
    public string? Single(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw NodeStartException.Usage($"--{name} is given more than once. Give it once."),
    };

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => Single(name) is { } value && !string.Equals(value, "false", StringComparison.OrdinalIgnoreCase);

    private void AddArguments(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parts = arguments[i].Split('=', 2);
            var name = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : "";
            if (!Known.Contains(name, StringComparer.Ordinal)) throw NodeStartException.Usage($"There is no option '{parts[0]}'. Run with --help for the options.");
            if (parts.Length == 2) Add(name, parts[1]);
            else if (Flags.Contains(name, StringComparer.Ordinal)) Add(name, "true");
            else if (++i < arguments.Count) Add(name, arguments[i]);
            else throw NodeStartException.Usage($"--{name} needs a value. Run with --help for the options.");
        }
    }

    private void AddFile(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxFileSizeBytes) throw NodeStartException.Usage($"'{path}' is larger than {MaxFileSizeBytes} bytes. Name an option file.");
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var fromFile = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject()) fromFile[OptionOf(member.Name, path)] = ValuesOf(member.Value);
            foreach (var (name, values) in fromFile) _values.TryAdd(name, values);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw NodeStartException.Usage($"The option file '{path}' cannot be read: {JsonFault.Describe(exception)}. Correct it.", exception);
        }
    }

    private static string OptionOf(string member, string path) => Known.FirstOrDefault(name => string.Equals(MemberOf(name), member, StringComparison.Ordinal))
        ?? throw NodeStartException.Usage($"The option file '{path}' has the unknown member '{member}'. Remove or correct it.");

    private static string MemberOf(string name)
    {
        var words = name.Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static List<string> ValuesOf(JsonElement value) => value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Take(MaxValues).Select(element => element.ToString())]
        : [value.ToString()];

    private void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out var values)) _values[name] = values = [];
        if (values.Count == MaxValues) throw NodeStartException.Usage($"--{name} is given more than {MaxValues} times. Give it less often.");
        values.Add(value);
    }
}
