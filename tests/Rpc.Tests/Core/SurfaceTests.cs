using Grpc.Core;

namespace Ledger.Rpc.Tests.Core;

/// <summary>Holds our Grpc.Core against the list of members of the official package, so that one can replace the other.</summary>
public sealed class SurfaceTests
{
    private static readonly string[] Official =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "grpc-core-api.txt"));

    [Fact]
    public void Surface_OfTheOfficialPackage_IsAllHere() =>
        Official.Except(SurfaceListing.Of(typeof(Status).Assembly), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void Surface_BeyondTheOfficialPackage_IsReadAllAsyncOnly()
    {
        // ReadAllAsync is in Grpc.Net.Common, a package that every user of the official runtimes has as well.
        string[] more = [.. SurfaceListing.Of(typeof(Status).Assembly).Except(Official, StringComparer.Ordinal)];

        more.ShouldHaveSingleItem().ShouldContain("ReadAllAsync");
    }
}
