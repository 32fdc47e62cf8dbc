using System.Globalization;
using Ledger.Node.Hosting;

namespace Ledger.Node.Operations;

/// <summary>The options of an operation: <c>--name value</c>, <c>--name=value</c> or a flag.</summary>
internal sealed class OperationArguments
{
    private const int MaxValues = 64;

    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    private OperationArguments()
    {
    }

    /// <summary>The data folder, absolute.</summary>
    /// <exception cref="NodeStartException">It is not given.</exception>
    public string DataPath => Path.GetFullPath(Required("data", "the data folder"));

    /// <summary>Whether the result is wanted as JSON.</summary>
    public bool IsJson => Flag("json");

    /// <summary>Reads the arguments that follow the verb.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="options">Options with a value.</param>
    /// <param name="flags">Options without.</param>
    /// <exception cref="NodeStartException">One is unknown or lacks its value.</exception>
    public static OperationArguments Read(IEnumerable<string> arguments, IReadOnlyCollection<string> options, IReadOnlyCollection<string> flags)
    {
        var read = new OperationArguments();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            var parts = rest.Current.Split('=', 2);
            var name = parts[0].StartsWith("--", StringComparison.Ordinal) ? parts[0][2..] : "";
            if (flags.Contains(name, StringComparer.Ordinal) && parts.Length == 1) read.Add(name, "true");
            else if (!options.Contains(name, StringComparer.Ordinal)) throw NodeStartException.Usage($"There is no option '{rest.Current}' here. Give some of: {string.Join(", ", options.Concat(flags).Select(known => "--" + known))}.");
            else if (parts.Length == 2) read.Add(name, parts[1]);
            else if (rest.MoveNext()) read.Add(name, rest.Current);
            else throw NodeStartException.Usage($"--{name} needs a value. Give one.");
        }

        return read;
    }

    /// <summary>All values of an option.</summary>
    public IReadOnlyList<string> All(string name) => _values.TryGetValue(name, out var values) ? values : [];

    /// <summary>The value of an option; null when it is not given.</summary>
    /// <exception cref="NodeStartException">It is given more than once.</exception>
    public string? Single(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw NodeStartException.Usage($"--{name} is given more than once. Give it once."),
    };

    /// <summary>The value of an option that must be given.</summary>
    /// <param name="name">The option.</param>
    /// <param name="what">What it names.</param>
    /// <exception cref="NodeStartException">It is not.</exception>
    public string Required(string name, string what) =>
        Single(name) is { Length: > 0 } value ? value : throw NodeStartException.Usage($"--{name} is missing. Name {what}: --{name} DIR.");

    /// <summary>Whether a flag is set.</summary>
    public bool Flag(string name) => All(name).Count > 0;

    /// <summary>A port; the default when it is not given.</summary>
    /// <exception cref="NodeStartException">It is none.</exception>
    public int Port(string name, int fallback)
    {
        if (Single(name) is not { } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue
            ? port
            : throw NodeStartException.Usage($"--{name} cannot be '{text}'. Give a number from 0 to {ushort.MaxValue}.");
    }

    private void Add(string name, string value)
    {
        if (!_values.TryGetValue(name, out var values)) _values[name] = values = [];
        if (values.Count == MaxValues) throw NodeStartException.Usage($"--{name} is given more than {MaxValues} times. Give it less often.");
        values.Add(value);
    }
}
