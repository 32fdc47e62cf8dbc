using System.Text.Json.Nodes;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary>A development consortium whose council changes itself after a second instead of two days.</summary>
public sealed class DelayedCouncilFixture : UpFixture
{
    private protected override async Task PrepareAsync()
    {
        // The first start makes the keys and the founders file, then finds no node to start.
        var node = Home.NodeProgram;
        Home.NodeProgram = "/nowhere/Ledger.Node";
        (await Home.RunAsync("up")).ExitCode.ShouldBe(69);
        Home.NodeProgram = node;
        var path = Path.Combine(Home.Folder, "founders.json");
        var founders = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        founders["council"]!["ownDelaySeconds"] = 1;
        await File.WriteAllTextAsync(path, founders.ToJsonString());
    }
}
