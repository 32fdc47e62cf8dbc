using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator.Model;

/// <summary>
/// The events and errors of all contracts, each once: those with the same name, fields and marks are one, and different ones of
/// one name carry their contract's name.
/// </summary>
internal sealed class Declarations
{
    private readonly Dictionary<string, EventBinding> _events;
    private readonly Dictionary<string, ErrorBinding> _errors;

    public Declarations(IReadOnlyList<ContractSource> contracts)
    {
        _events = Unique(
            from c in contracts
            from e in Named(c)
            select (c.Name, e.Name, Definition(e.Name, e.Fields), (e, c.NatSpec.Find("events", e.Signature))),
            "Event",
            (name, value) => new EventBinding(name, value.e, value.Item2));
        _errors = Unique(
            from c in contracts
            from e in c.Abi.Errors
            select (c.Name, e.Name, Definition(e.Name, e.Fields), (e, c.NatSpec.Find("errors", e.Signature))),
            "Error",
            (name, value) => new ErrorBinding(name, value.e, value.Item2));
    }

    public IEnumerable<EventBinding> Events => _events.Values.OrderBy(e => e.CSharpName, StringComparer.Ordinal);

    public IEnumerable<ErrorBinding> Errors => _errors.Values.OrderBy(e => e.CSharpName, StringComparer.Ordinal);

    public IEnumerable<EventBinding> EventsOf(ContractSource contract) =>
        Named(contract)
            .Select(e => _events[Definition(e.Name, e.Fields)])
            .DistinctBy(e => e.CSharpName, StringComparer.Ordinal)
            .OrderBy(e => e.CSharpName, StringComparer.Ordinal);

    // A log of an anonymous event does not say whose it is.
    private static IEnumerable<AbiEvent> Named(ContractSource contract) => contract.Abi.Events.Where(e => !e.IsAnonymous);

    private static Dictionary<string, TBinding> Unique<TValue, TBinding>(
        IEnumerable<(string Contract, string Name, string Definition, TValue Value)> all,
        string suffix,
        Func<string, TValue, TBinding> bind)
    {
        var bindings = new Dictionary<string, TBinding>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sameName in all.DistinctBy(d => d.Definition, StringComparer.Ordinal).GroupBy(d => d.Name, StringComparer.Ordinal))
        {
            foreach (var one in sameName)
            {
                var name = CSharpName.Pascal(sameName.Count() == 1 ? one.Name : $"{one.Contract}_{one.Name}") + suffix;
                if (!taken.Add(name))
                {
                    throw new EthereumFormatException($"Two different declarations would be called '{name}': rename one in the contract '{one.Contract}'.");
                }

                bindings[one.Definition] = bind(name, one.Value);
            }
        }

        return bindings;
    }

    private static string Definition(string name, AbiType fields) =>
        $"{name}({string.Join(',', fields.Components.Select(f => $"{f.Type.Name}{(f.IsIndexed ? " indexed" : "")} {f.Name}"))})";
}
