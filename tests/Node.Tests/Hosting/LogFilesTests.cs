using System.Text;
using Ledger.Node.Hosting;

namespace Ledger.Node.Tests.Hosting;

public sealed class LogFilesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Write_MoreThanFits_KeepsTheNewestInABoundedNumberOfFiles()
    {
        using (var files = new LogFiles(_folder.In("logs/node.log"), maxSizeBytes: 100))
        {
            for (var i = 0; i < 100; i++) files.Write(Encoding.ASCII.GetBytes($"line {i:D4}\n"));
        }

        var all = Directory.GetFiles(_folder.In("logs"));
        all.Length.ShouldBe(LogFiles.MaxFiles);
        all.Sum(path => new FileInfo(path).Length).ShouldBeLessThanOrEqualTo(100 * LogFiles.MaxFiles);
        File.ReadAllText(_folder.In("logs/node.log")).ShouldEndWith("line 0099\n");
        File.ReadAllText(_folder.In("logs/node.log.1")).ShouldEndWith("line 0089\n");
    }

    [Fact]
    public void Write_FolderCannotBeMade_LosesTheLineOnly()
    {
        File.WriteAllText(_folder.In("logs"), "in the way");
        using var files = new LogFiles(_folder.In("logs/node.log"));
        files.Write("line\n"u8.ToArray());
        File.Delete(_folder.In("logs"));
        files.Write("later\n"u8.ToArray());
        File.ReadAllText(_folder.In("logs/node.log")).ShouldBe("later\n");
    }

    public void Dispose() => _folder.Dispose();
}
