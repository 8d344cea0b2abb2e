// SPDX-License-Identifier: MIT
using System.Text;

namespace BnnCompiler.Packaging.Tests;

/// <summary>Whatever is wrong, a user's build shows one error: a number, the file, what to do.</summary>
[Collection(PackageTests.Name)]
public class ProjectFaultTests(PackageFeed feed)
{
    [Fact]
    public void A_corrupt_model() => AssertOneError(project => Cut(project), "Models/digits.onnx(1,1): error BNN1001: ", "onnx");

    [Fact]
    public void An_unsupported_operator() =>
        AssertOneError(project => Replace(project, "MatMul", "Einsum"), "Models/digits.onnx(1,1): error BNN1008: at node '", "Einsum");

    [Fact]
    public void A_missing_file() =>
        AssertOneError(project => File.Delete(project.PathOf("Models/digits.onnx")), "Models/digits.onnx(1,1): error BNN3002: ", "there is no file");

    [Fact]
    public void An_invalid_namespace() => AssertOneError(
        project => Edit(project, "My.Models", "My..Models"), "Models/digits.onnx(1,1): error BNN2201: ", "expected a C# namespace such as My.Models");

    [Fact]
    public void Two_models_for_one_class() => AssertOneError(project =>
    {
        File.Copy(project.PathOf("Models/digits.onnx"), project.PathOf("Models/second.onnx"));
        Edit(project, UserProject.DigitsItem,
            UserProject.DigitsItem + UserProject.DigitsItem.Replace("digits.onnx", "second.onnx", StringComparison.Ordinal));
    }, "Models/second.onnx(1,1): error BNN2202: ", "give one of them another ClassName");

    [Fact]
    public void Two_models_of_one_file_name() => AssertOneError(project =>
    {
        Directory.CreateDirectory(project.PathOf("Other"));
        File.Copy(project.PathOf("Models/digits.onnx"), project.PathOf("Other/digits.onnx"));
        Edit(project, UserProject.DigitsItem, UserProject.DigitsItem + """<BnnModel Include="Other/digits.onnx" ClassName="Second" />""");
    }, "App.csproj : error BNN2205: ", "rename one of the files");

    [Fact]
    public void An_option_that_does_not_exist() => AssertOneError(
        project => Edit(project, "InputScale=", "SignZero=\"maybe\" InputScale="), "Models/digits.onnx : error BNN3003: --sign-zero: ", "maybe");

    [Fact]
    public void A_scale_that_is_none() => AssertOneError(project => Edit(project, "1/255", "1/0"), "Models/digits.onnx(1,1): error BNN1013: ", "1/0");

    [Fact]
    public void A_compiler_that_does_not_start() => AssertOneError(
        project => Edit(project, "<OutputType>", "<BnnCompilerTool>$(MSBuildProjectDirectory)/Program.cs</BnnCompilerTool><OutputType>"),
        "Models/digits.onnx : error BNN3004: ", "needs the .NET 10 runtime");

    [Fact]
    public void Nothing_of_an_earlier_build_is_left_when_the_compiler_fails()
    {
        var project = new UserProject(feed);
        project.Build();
        Edit(project, "InputScale=", "SignZero=\"maybe\" InputScale=");
        Assert.Single(project.Errors());
        Assert.Equal(["digits.rsp"], project.LoweredFiles());

        // Nor is a failure remembered: the same project, mended, is built.
        Edit(project, "SignZero=\"maybe\" ", "");
        project.Build();
        Assert.Equal("9\n", project.Run("net10.0", UserProject.Digit(9)));
    }

    /// <summary>What was wrong lay beside the model, and is mended there: the model itself has not changed.</summary>
    [Fact]
    public void A_model_whose_surroundings_are_mended_is_built()
    {
        var project = new UserProject(feed);
        File.Move(project.PathOf("Models/digits.onnx"), project.PathOf("moved.onnx"));
        Assert.Single(project.Errors());
        var old = DateTime.UtcNow.AddDays(-1);
        File.SetLastWriteTimeUtc(project.PathOf("moved.onnx"), old);
        File.Move(project.PathOf("moved.onnx"), project.PathOf("Models/digits.onnx"));
        project.Build();
        Assert.Equal("1\n", project.Run("net10.0", UserProject.Digit(1)));
    }

    [Fact]
    public void A_text_with_a_fault_is_shown_at_its_line()
    {
        var project = new UserProject(feed, """<BnnModel Include="Models/net.bnn" Namespace="My.Models" ClassName="Digits" />""");
        project.Write("Models/net.bnn", "bnn 1\ngraph net\n  input pixels\n");
        Assert.StartsWith("Models/net.bnn(3,9): error BNN0001: found 'pixels'", Assert.Single(project.Errors()), StringComparison.Ordinal);
    }

    /// <summary>An IDE knows a project by its design-time builds: a fault in a model must not take them away.</summary>
    [Fact]
    public void A_design_time_build_goes_on()
    {
        var project = new UserProject(feed);
        Edit(project, "InputScale=", "SignZero=\"maybe\" InputScale=");
        PackageFeed.Require(project.Dotnet("restore", "-v:q"));
        var run = PackageFeed.Require(project.Dotnet(
            "msbuild", "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-v:m",
            "-getItem:CscCommandLineArgs"));
        Assert.Contains("Program.cs", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_mended_is_built_and_one_that_is_not_fails_again()
    {
        var project = new UserProject(feed);
        Cut(project);
        Assert.Single(project.Errors());
        Assert.Single(project.Errors());
        File.Copy(UserProject.DigitsModel, project.PathOf("Models/digits.onnx"), overwrite: true);
        File.SetLastWriteTimeUtc(project.PathOf("Models/digits.onnx"), DateTime.UtcNow);
        project.Build();
    }

    private static void Cut(UserProject project)
    {
        byte[] model = File.ReadAllBytes(project.PathOf("Models/digits.onnx"));
        File.WriteAllBytes(project.PathOf("Models/digits.onnx"), model[..(model.Length / 2)]);
    }

    /// <summary>Replaces a name in the file by one as long, wherever it stands.</summary>
    private static void Replace(UserProject project, string old, string replacement)
    {
        byte[] model = File.ReadAllBytes(project.PathOf("Models/digits.onnx"));
        File.WriteAllBytes(project.PathOf("Models/digits.onnx"),
            Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(model).Replace(old, replacement, StringComparison.Ordinal)));
    }

    private static void Edit(UserProject project, string old, string replacement)
    {
        string text = File.ReadAllText(project.PathOf("App.csproj"));
        Assert.Contains(old, text, StringComparison.Ordinal);
        project.Write("App.csproj", text.Replace(old, replacement, StringComparison.Ordinal));
    }

    private void AssertOneError(Action<UserProject> spoil, string start, string remedy)
    {
        var project = new UserProject(feed);
        spoil(project);
        string error = Assert.Single(project.Errors());
        Assert.StartsWith(start, error, StringComparison.Ordinal);
        Assert.Contains(remedy, error, StringComparison.Ordinal);
    }
}
