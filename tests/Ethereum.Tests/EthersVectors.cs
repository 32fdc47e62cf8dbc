using System.Text.Json;

namespace Ledger.Ethereum.Tests;

/// <summary>The vectors made with ethers; Vectors/README.md tells how.</summary>
internal static class EthersVectors
{
    public static JsonElement Root { get; } = Load();

    public static TheoryData<int> Indices(string section)
    {
        var indices = new TheoryData<int>();
        for (var i = 0; i < Root.GetProperty(section).GetArrayLength(); i++) indices.Add(i);
        return indices;
    }

    private static JsonElement Load()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "ethers.json")));
        return document.RootElement.Clone();
    }
}
