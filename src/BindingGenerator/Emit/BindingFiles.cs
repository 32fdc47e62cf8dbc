using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator.Emit;

/// <summary>All generated files by their path within the output folder.</summary>
internal static class BindingFiles
{
    public static SortedDictionary<string, string> Generate(IReadOnlyList<ContractSource> contracts, string space)
    {
        if (!space.Split('.').All(CSharpName.IsIdentifier)) throw new EthereumFormatException($"'{space}' is no namespace.");
        var structs = new StructCatalogue(contracts);
        var declarations = new Declarations(contracts);
        var types = new TypeMap(structs);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);

        foreach (var binding in structs.Structs)
        {
            files[$"Structs/{binding.CSharpName}.gen.cs"] = new StructEmitter(space, types).Emit(binding);
        }

        foreach (var binding in declarations.Events)
        {
            files[$"Events/{binding.CSharpName}.gen.cs"] = new EventEmitter(space, types).Emit(binding);
        }

        foreach (var binding in declarations.Errors)
        {
            files[$"Errors/{binding.CSharpName}.gen.cs"] = new ErrorEmitter(space, types).Emit(binding);
        }

        var dispatchers = new DispatcherEmitter(space);
        foreach (var contract in contracts.Where(c => c.IsCalled))
        {
            var name = CSharpName.Pascal(contract.Name);
            var of = $"the contract <c>{contract.Name}</c>";
            files[$"{name}Functions.gen.cs"] = new FunctionsEmitter(space, types, structs).Emit(contract);
            files[$"{name}Events.gen.cs"] = dispatchers.Events($"{name}Events", of, declarations.EventsOf(contract));
        }

        // A call's revert data may come from any contract that it called: one decoder serves all.
        files["AllErrors.gen.cs"] = dispatchers.Errors("AllErrors", declarations.Errors);
        return files;
    }
}
