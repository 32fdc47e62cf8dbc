using Ledger.BindingGenerator.Emit;
using Ledger.BindingGenerator.Model;
using Ledger.Ethereum.Primitives;

namespace Ledger.BindingGenerator;

/// <summary>The command line: reads ABI files, and writes the bindings or checks that the ones there are current.</summary>
internal static class BindingTool
{
    public const int Success = 0;
    public const int Outdated = 1;
    public const int Misused = 2;

    private const string Usage = "usage: BindingGenerator <folder with *.abi.json> <output folder> <namespace> [--check]";

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var check = args.Contains("--check", StringComparer.Ordinal);
        var positional = args.Where(a => !a.StartsWith('-')).ToArray();
        if (positional.Length != 3 || args.Length != positional.Length + (check ? 1 : 0))
        {
            error.WriteLine(Usage);
            return Misused;
        }

        try
        {
            var files = BindingFiles.Generate(ContractSource.ReadFolder(positional[0]), positional[2]);
            return check ? Check(files, positional[1], output, error) : Write(files, positional[1], output);
        }
        catch (Exception exception) when (exception is EthereumFormatException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"error: {exception.Message}");
            return Misused;
        }
    }

    private static int Write(SortedDictionary<string, string> files, string folder, TextWriter output)
    {
        foreach (var stale in Existing(folder).Where(f => !files.ContainsKey(f))) File.Delete(Path.Combine(folder, stale));
        var written = 0;
        foreach (var (name, text) in files)
        {
            var path = Path.Combine(folder, name);
            if (IsCurrent(path, text)) continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            written++;
        }

        output.WriteLine($"{files.Count} bindings, {written} written");
        return Success;
    }

    private static int Check(SortedDictionary<string, string> files, string folder, TextWriter output, TextWriter error)
    {
        var different = files
            .Where(f => !IsCurrent(Path.Combine(folder, f.Key), f.Value))
            .Select(f => f.Key)
            .Concat(Existing(folder).Where(f => !files.ContainsKey(f)))
            .Order(StringComparer.Ordinal)
            .ToList();
        foreach (var name in different) error.WriteLine($"not what the ABI gives: {name}");
        output.WriteLine(different.Count == 0
            ? $"{files.Count} bindings are up to date"
            : $"{different.Count} bindings are out of date: generate them again and commit");
        return different.Count == 0 ? Success : Outdated;
    }

    private static bool IsCurrent(string path, string text) =>
        File.Exists(path) && string.Equals(File.ReadAllText(path), text, StringComparison.Ordinal);

    private static IEnumerable<string> Existing(string folder) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder, "*.gen.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));
}
