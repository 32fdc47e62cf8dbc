namespace Ledger.BindingGenerator.Tests;

public sealed class BindingToolTests : IDisposable
{
    private const string Space = "Ledger.BindingGenerator.Tests.Generated";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bindings");
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Run_CheckOfTheCommittedSample_IsCurrent()
    {
        Run(SampleContracts.SampleFolder, SampleContracts.GeneratedFolder, Space, "--check").ShouldBe(BindingTool.Success, _error.ToString());
        _output.ToString().ShouldContain("up to date");
    }

    [Fact]
    public void Run_EmptyFolder_WritesWhatIsCommitted()
    {
        Generate().ShouldBe(BindingTool.Success);
        var written = Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories);
        written.Length.ShouldBe(Directory.GetFiles(SampleContracts.GeneratedFolder, "*", SearchOption.AllDirectories).Length);
        foreach (var file in written)
        {
            File.ReadAllText(file).ShouldBe(File.ReadAllText(Path.Combine(SampleContracts.GeneratedFolder, Path.GetRelativePath(_folder.FullName, file))));
        }
    }

    [Fact]
    public void Run_Again_WritesNothing()
    {
        Generate();
        Generate().ShouldBe(BindingTool.Success);
        _output.ToString().ShouldContain(" 0 written");
    }

    [Fact]
    public void Run_StaleEditedAndMissingFiles_AreNamedByCheckAndMended()
    {
        Generate();
        var stale = Path.Combine(_folder.FullName, "Errors", "OldError.gen.cs");
        var mine = Path.Combine(_folder.FullName, "Mine.cs");
        File.WriteAllText(stale, "// old");
        File.WriteAllText(mine, "// by hand");
        File.AppendAllText(Path.Combine(_folder.FullName, "Structs", "Box.gen.cs"), " ");
        File.Delete(Path.Combine(_folder.FullName, "Structs", "Spot.gen.cs"));

        Run(SampleContracts.SampleFolder, _folder.FullName, Space, "--check").ShouldBe(BindingTool.Outdated);
        _error.ToString().ShouldBe(string.Concat(
            new[] { "Errors/OldError.gen.cs", "Structs/Box.gen.cs", "Structs/Spot.gen.cs" }.Select(f => $"not what the ABI gives: {f}{Environment.NewLine}")));

        Generate().ShouldBe(BindingTool.Success);
        Run(SampleContracts.SampleFolder, _folder.FullName, Space, "--check").ShouldBe(BindingTool.Success);
        File.Exists(stale).ShouldBeFalse();
        File.Exists(mine).ShouldBeTrue();
    }

    [Fact]
    public void Run_WrongArguments_ShowsTheUsage()
    {
        Run("one").ShouldBe(BindingTool.Misused);
        Run(SampleContracts.SampleFolder, _folder.FullName, Space, "--force").ShouldBe(BindingTool.Misused);
        _error.ToString().ShouldContain("usage:");
        Run(SampleContracts.SampleFolder, _folder.FullName, "no namespace").ShouldBe(BindingTool.Misused);
    }

    [Theory]
    [InlineData("Bad.abi.json", "[{]", "Bad.abi.json")]
    [InlineData("Bad name.abi.json", "[]", "no contract's")]
    [InlineData("Other.json", "[]", "no *.abi.json")]
    [InlineData("Tuple.abi.json", """[{"type":"function","name":"f","inputs":[{"name":"t","type":"tuple","components":[{"name":"a","type":"bool"}]}]}]""", "internalType")]
    public void Run_UnusableAbi_SaysWhichAndWhy(string file, string json, string message)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, file), json);
        Run(_folder.FullName, _folder.FullName, Space).ShouldBe(BindingTool.Misused);
        _error.ToString().ShouldContain(message);
        Directory.GetFiles(_folder.FullName, "*.gen.cs").ShouldBeEmpty();
    }

    [Fact]
    public void Run_ContractWithNothingToCall_HasNoBindings()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "Delegate.abi.json"), """[{"type":"constructor","inputs":[]}]""");
        Run(_folder.FullName, _folder.FullName, Space).ShouldBe(BindingTool.Success, _error.ToString());
        Directory.GetFiles(_folder.FullName, "*.gen.cs").Select(Path.GetFileName).ShouldBe(["AllErrors.gen.cs"]);
    }

    [Fact]
    public void Run_FolderThatIsNotThere_IsAnError() =>
        Run(Path.Combine(_folder.FullName, "nowhere"), _folder.FullName, Space).ShouldBe(BindingTool.Misused);

    [Fact]
    public void Generated_EveryPublicMember_IsDocumented()
    {
        foreach (var file in Directory.GetFiles(SampleContracts.GeneratedFolder, "*.gen.cs", SearchOption.AllDirectories))
        {
            var lines = File.ReadAllLines(file).Select(l => l.Trim()).Where(l => !l.StartsWith('[')).ToArray();
            for (var i = 1; i < lines.Length; i++)
            {
                if (lines[i].StartsWith("public ", StringComparison.Ordinal))
                {
                    lines[i - 1].ShouldStartWith("///", customMessage: $"{file}: {lines[i]}");
                }
            }
        }
    }

    [Theory]
    [InlineData("Events/WarehouseStoredEvent.gen.cs", "/// <summary>A box was stored.</summary>")]
    [InlineData("Events/WarehouseStoredEvent.gen.cs", "/// <remarks>Emitted after the state change; 1 &lt; 2 &amp;&amp; &quot;quoted&quot;.</remarks>")]
    [InlineData("Events/WarehouseStoredEvent.gen.cs", "/// <param name=\"Label\">What is written on it. (Its hash: the log holds no more.)</param>")]
    [InlineData("Errors/WarehouseMissingError.gen.cs", "/// <param name=\"Box\">The id that was asked for.</param>")]
    [InlineData("WarehouseFunctions.gen.cs", "/// <param name=\"signatures\">One for each.</param>")]
    [InlineData("MarketFunctions.gen.cs", "/// <summary>The function rule() of Market (pure).</summary>")]
    public void Generated_Docs_AreTheSourcesOrASentence(string file, string line) =>
        File.ReadAllText(Path.Combine(SampleContracts.GeneratedFolder, file)).ShouldContain(line);

    private int Generate() => Run(SampleContracts.SampleFolder, _folder.FullName, Space);

    private int Run(params string[] args) => BindingTool.Run(args, _output, _error);
}
