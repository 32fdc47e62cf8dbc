using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator.Model;

/// <summary>A contract as the compiler describes it.</summary>
/// <param name="Name">The contract's name, which is the file's.</param>
/// <param name="Abi">Its interface.</param>
/// <param name="NatSpec">Its documentation; empty when there is no file.</param>
internal sealed record ContractSource(string Name, AbiContract Abi, NatSpec NatSpec)
{
    private const string Suffix = ".abi.json";

    /// <summary>Whether anything is called or emitted at the contract's own address; the code that another one runs as its own has only a constructor.</summary>
    public bool IsCalled => Abi.Functions.Count + Abi.Events.Count + Abi.Errors.Count > 0;

    public static IReadOnlyList<ContractSource> ReadFolder(string folder)
    {
        var sources = Directory.EnumerateFiles(folder, "*" + Suffix)
            .Select(file => Read(file, Path.GetFileName(file)[..^Suffix.Length]))
            .OrderBy(c => c.Name, StringComparer.Ordinal)
            .ToList();
        return sources.Count > 0 ? sources : throw new EthereumFormatException($"'{folder}' has no *{Suffix} file.");
    }

    private static ContractSource Read(string file, string name)
    {
        if (!CSharpName.IsIdentifier(name)) throw new EthereumFormatException($"'{file}': the name is no contract's.");
        var docs = Path.Combine(Path.GetDirectoryName(file)!, name + ".doc.json");
        try
        {
            var natSpec = File.Exists(docs) ? NatSpec.Parse(File.ReadAllBytes(docs)) : NatSpec.Empty;
            return new ContractSource(name, AbiContract.Parse(File.ReadAllBytes(file)), natSpec);
        }
        catch (EthereumFormatException exception)
        {
            throw new EthereumFormatException($"'{file}': {exception.Message}", exception);
        }
    }
}
