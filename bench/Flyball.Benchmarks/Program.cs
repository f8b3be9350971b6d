using Flyball.Benchmarks;

switch (args)
{
    case ["micro"]:
        return Micro.Run();
    case ["idle"]:
        return await Idle.RunAsync();
    default:
        Console.Error.WriteLine("error: expected one argument, micro or idle");
        Console.Error.WriteLine("hint: dotnet run -c Release --project bench/Flyball.Benchmarks -- micro");
        return 1;
}
