using Ledger.Native.Loading;

namespace Ledger.Native.Tests.Loading;

public sealed class AllocatorArenasTests
{
    [Fact]
    public void Bound_WithTheGnuLibraryAndNothingInTheEnvironment_TakesEffect()
    {
        var isGnu = OperatingSystem.IsLinux() && Directory.EnumerateFiles("/lib", "ld-linux-*").Concat(Directory.Exists("/lib64") ? Directory.EnumerateFiles("/lib64", "ld-linux-*") : []).Any();
        var isChosen = Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null || Environment.GetEnvironmentVariable("GLIBC_TUNABLES")?.Contains("arena_max", StringComparison.Ordinal) == true;

        AllocatorArenas.Bound().ShouldBe(isGnu && !isChosen);
    }
}
