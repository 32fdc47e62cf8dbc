using System.Reflection;
using Ledger.Gs1.Epcis;
using Ledger.Gs1.Keys;
using Ledger.Gs1.SerialLists;

namespace Ledger.Gs1.Tests;

public class ErrorCodeDocumentationTests
{
    [Theory]
    [InlineData(typeof(Gs1ErrorCode), "gs1.md")]
    [InlineData(typeof(EpcisErrorCode), "gs1.md")]
    [InlineData(typeof(SerialListErrorCode), "serial-list.md")]
    public void Codes_EveryOne_IsDocumentedAndUnique(Type codes, string page)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryFolder(), "docs", page));
        var values = codes.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!).ToList();
        values.Count.ShouldBeGreaterThan(5);
        values.Distinct(StringComparer.Ordinal).Count().ShouldBe(values.Count);
        values.ShouldAllBe(code => text.Contains($"| `{code}` |", StringComparison.Ordinal));
    }

    private static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ledger.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
