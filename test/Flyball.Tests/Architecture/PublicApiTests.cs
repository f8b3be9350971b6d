using System.Runtime.CompilerServices;
using PublicApiGenerator;

namespace Flyball.Tests.Architecture;

/// <summary>The public API of the library, written down: a change of it is seen in review, and meant.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_api_is_what_was_approved()
    {
        string folder = Folder(), approvedPath = Path.Combine(folder, "PublicApi.approved.txt"), receivedPath = Path.Combine(folder, "PublicApi.received.txt");
        string received = typeof(JobController).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n").TrimEnd() + "\n";
        string approved = File.Exists(approvedPath) ? File.ReadAllText(approvedPath).ReplaceLineEndings("\n") : "";
        if (received == approved)
        {
            File.Delete(receivedPath);
            return;
        }

        File.WriteAllText(receivedPath, received);
        Assert.Fail($"""
            The public API is not what was approved; the first difference is in line {FirstDifference(received, approved)}.
            Compare: diff "{approvedPath}" "{receivedPath}"
            Accept:  mv "{receivedPath}" "{approvedPath}"
            """);
    }

    static int FirstDifference(string received, string approved) =>
        received.Split('\n').Zip(approved.Split('\n')).TakeWhile(lines => lines.First == lines.Second).Count() + 1;

    static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
