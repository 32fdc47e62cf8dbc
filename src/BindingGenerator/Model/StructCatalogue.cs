using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator.Model;

/// <summary>Every struct of all contracts, once, and the C# types of parameters.</summary>
internal sealed class StructCatalogue
{
    private readonly Dictionary<string, StructBinding> _byDefinition = new(StringComparer.Ordinal);

    public StructCatalogue(IEnumerable<ContractSource> contracts)
    {
        var found = new Dictionary<string, (string Short, string Qualified, AbiType Type)>(StringComparer.Ordinal);
        foreach (var contract in contracts)
        {
            var tuples = contract.Abi.Functions.SelectMany(f => new[] { f.Inputs, f.Outputs })
                .Concat(contract.Abi.Events.Select(e => e.Fields))
                .Concat(contract.Abi.Errors.Select(e => e.Fields))
                .Append(contract.Abi.ConstructorInputs);
            foreach (var parameter in tuples.SelectMany(t => t.Components)) Collect(found, contract.Name, parameter);
        }

        foreach (var group in found.GroupBy(f => f.Value.Short, StringComparer.Ordinal))
        {
            foreach (var (definition, value) in group)
            {
                var name = group.Count() == 1 ? value.Short : value.Qualified;
                if (_byDefinition.Values.Any(s => string.Equals(s.CSharpName, CSharpName.Pascal(name), StringComparison.Ordinal)))
                {
                    throw new EthereumFormatException($"Two different structs are called '{name}'.");
                }

                _byDefinition[definition] = new StructBinding(CSharpName.Pascal(name), value.Short, value.Type);
            }
        }
    }

    public IEnumerable<StructBinding> Structs => _byDefinition.Values.OrderBy(s => s.CSharpName, StringComparer.Ordinal);

    /// <summary>The struct of a parameter whose type is a tuple.</summary>
    public StructBinding Find(AbiParameter parameter) => _byDefinition[Definition(parameter)];

    /// <summary>The parameter that stands for an element of an array.</summary>
    public static AbiParameter ElementOf(AbiParameter parameter) => new(
        parameter.Name,
        parameter.Type.Element!,
        InternalType: parameter.InternalType is { } name && name.LastIndexOf('[') is > 0 and var open ? name[..open] : null);

    /// <summary>Two structs are the same when their names, members' names and types are.</summary>
    private static string Definition(AbiParameter parameter) =>
        $"{Names(parameter, "").Short}{{{string.Join(';', parameter.Type.Components.Select(Describe))}}}";

    private static string Describe(AbiParameter member)
    {
        var bottom = member;
        while (bottom.Type.Element is not null) bottom = ElementOf(bottom);
        var nested = bottom.Type.Kind == AbiTypeKind.Tuple ? Definition(bottom) : "";
        return $"{member.Type.Name} {member.Name} {nested}";
    }

    private static void Collect(Dictionary<string, (string Short, string Qualified, AbiType Type)> found, string contract, AbiParameter parameter)
    {
        while (parameter.Type.Element is not null) parameter = ElementOf(parameter);
        if (parameter.Type.Kind != AbiTypeKind.Tuple) return;
        var (shortName, qualified) = Names(parameter, contract);
        found.TryAdd(Definition(parameter), (shortName, qualified, parameter.Type));
        foreach (var member in parameter.Type.Components) Collect(found, contract, member);
    }

    private static (string Short, string Qualified) Names(AbiParameter parameter, string contract)
    {
        const string Prefix = "struct ";
        var name = parameter.InternalType;
        if (name is null || !name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new EthereumFormatException($"The tuple '{parameter.Name}' has no internalType 'struct …', so it has no name: let the compiler write it.");
        }

        var parts = name[Prefix.Length..].Split('.');
        return (parts[^1], (parts.Length > 1 ? parts[0] : contract) + parts[^1]);
    }
}
