namespace Ledger.EndToEnd.Tests.Support;

/// <summary>Where the programs under test are: those of the checkout, in the configuration of the tests.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Cli => Program("Cli");

    public static string Node => Program("Node");

    public static string TenLines => Path.Combine(Root, "examples", "TenLines", "bin", Configuration, "net10.0", "Ledger.TenLines");

    private static string Program(string project) => Path.Combine(Root, "src", project, "bin", Configuration, "net10.0", $"Ledger.{project}");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Ledger.sln"))) folder = folder.Parent;
        return folder.FullName;
    }
}
