using BenchmarkDotNet.Running;
using MomentOfTruth.Benchmarks;
using MomentOfTruth.Benchmarks.Files;
using MomentOfTruth.Benchmarks.Load;
using MomentOfTruth.Benchmarks.Shapes;
using MomentOfTruth.Benchmarks.Start;
using MomentOfTruth.Benchmarks.Writes;

return args switch
{
    ["all", .. var rest] => await AllCommand.RunAsync(rest),
    ["load", .. var rest] => await LoadCommand.RunAsync(rest),
    ["files", .. var rest] => await FilesCommand.RunAsync(rest),
    ["shapes", .. var rest] => await ShapesCommand.RunAsync(rest),
    ["writes", .. var rest] => await WritesCommand.RunAsync(rest),
    ["start", .. var rest] => await StartCommand.RunAsync(rest),
    _ => RunParts(args),
};

static int RunParts(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
    return 0;
}
