namespace Flyball.Benchmarks.Peers;

/// <summary>Makes programs in C, which add nothing of their own to what is measured.</summary>
static class Compiler
{
    static readonly string[] s_compilers = ["cc", "gcc"];

    /// <summary>Compiles a program into the folder of tools, if there is a compiler.</summary>
    /// <param name="tools">Gets the program.</param>
    /// <param name="program">Its name.</param>
    /// <param name="folder">Where its source, <c>PROGRAM.c</c>, lies, from the folder of the benchmarks on.</param>
    public static void Compile(Toolbox tools, string program, string folder = "")
    {
        if (s_compilers.FirstOrDefault(Toolbox.Has) is { } compiler)
            Tool.Run(compiler, "-O2", "-o", Path.Combine(tools.Folder, program), Path.Combine(AppContext.BaseDirectory, folder, $"{program}.c"));
    }
}
