using Ledger.Api.V1;
using Ledger.Node.Tests.Hosting;

namespace Ledger.Node.Tests.Operations;

/// <summary>The data of a real node that deployed, admitted partners, commissioned a run, and stopped. Tests work on copies.</summary>
public sealed class StoppedNodeFixture : IAsyncLifetime, IDisposable
{
    private static readonly string[] Serials = [.. Enumerable.Range(0, 200).Select(i => $"SN{i:D6}")];

    private readonly TestFolder _folder = new();

    internal Consortium Consortium { get; } = new();

    public string Data => _folder.In("data");

    public ulong Height { get; private set; }

    public async Task InitializeAsync()
    {
        Consortium.WriteFounders(_folder.In("founders.json"));
        await using var node = await ChildNode.StartReadyAsync(Data, "--founders", _folder.In("founders.json"));
        await SubmitAsync(node, [.. Consortium.Admissions(node.Network)]);
        await SubmitAsync(node, Consortium.Register(node.Network, Consortium.Gtin));
        await SubmitAsync(node, Consortium.Sign(node.Network, Consortium.Run(Serials), Consortium.Manufacturer));
        Height = (await node.Query.StatusAsync(new StatusRequest())).Cursor.Number;
        node.Terminate();
        (await node.EndedAsync()).ExitCode.ShouldBe(0);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Consortium.Dispose();
        _folder.Dispose();
    }

    internal static async Task SubmitAsync(ChildNode node, params IEnumerable<SignedMessage> messages)
    {
        var request = new SubmitRequest { Wait = true };
        request.Messages.Add(messages);
        Consortium.AllApplied((await node.Assets.SubmitAsync(request)).Outcomes);
    }

    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not "lock")) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
