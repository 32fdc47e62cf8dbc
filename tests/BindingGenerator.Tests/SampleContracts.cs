using Ledger.Ethereum.Abi;

namespace Ledger.BindingGenerator.Tests;

/// <summary>The sample contracts, for the codec that the bindings are compared with.</summary>
internal static class SampleContracts
{
    public static string SampleFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Sample");

    public static string GeneratedFolder { get; } = Path.Combine(AppContext.BaseDirectory, "Generated");

    public static AbiContract Warehouse { get; } = Read("Warehouse");

    public static AbiContract Market { get; } = Read("Market");

    private static AbiContract Read(string name) => AbiContract.Parse(File.ReadAllBytes(Path.Combine(SampleFolder, name + ".abi.json")));
}
