namespace MomentOfTruth.Web.Commands;

/// <summary>
/// What commands read from and print to: the console of the process, unless who runs the command gives others. They belong to the one run
/// and to what it awaits, so that several may run side by side in one process.
/// </summary>
public sealed class Terminal
{
    private static readonly AsyncLocal<Terminal?> Given = new();

    private readonly TextReader _in;
    private readonly TextWriter _out, _error;

    public Terminal(TextReader input, TextWriter output, TextWriter error) => (_in, _out, _error) = (input, output, error);

    /// <summary>True unless this run has a terminal of its own.</summary>
    public static bool IsConsole => Given.Value is null;

    public static TextReader In => Given.Value?._in ?? Console.In;

    public static TextWriter Out => Given.Value?._out ?? Console.Out;

    public static TextWriter Error => Given.Value?._error ?? Console.Error;

    /// <summary>Whether what is read comes from a file or another program, and nobody types.</summary>
    public static bool IsInputRedirected => !IsConsole || Console.IsInputRedirected;

    /// <summary>Lets the run that follows use this terminal.</summary>
    internal void Use() => Given.Value = this;
}
