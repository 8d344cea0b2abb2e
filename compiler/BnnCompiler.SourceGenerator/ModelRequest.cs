// SPDX-License-Identifier: MIT
using System.Collections.Immutable;

namespace BnnCompiler.SourceGenerator;

/// <summary>A class to generate.</summary>
/// <param name="File">The network; null where the attribute names none of the project's.</param>
/// <param name="Namespace">The namespace of the class.</param>
/// <param name="ClassName">Its name; empty for the network's own.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>; empty for public.</param>
/// <param name="Declaration">The class that stands in the code already.</param>
internal sealed record ModelRequest(ModelFile? File, string Namespace, string ClassName, string Accessibility, Declaration? Declaration)
{
    /// <summary>Every class that declarations and files ask for; a file that a declaration names gets no second class.</summary>
    public static IEnumerable<ModelRequest> Match(ImmutableArray<ModelFile> files, ImmutableArray<Declaration> declarations)
    {
        var named = new HashSet<ModelFile>();
        foreach (var declaration in declarations)
        {
            var file = files.FirstOrDefault(candidate => Names(declaration.File, candidate.Path));
            if (file is not null)
                named.Add(file);
            yield return new(file, declaration.Namespace, declaration.ClassName, declaration.IsPublic ? "public" : "internal", declaration);
        }

        foreach (var file in files)
        {
            if (file.IsModel && !named.Contains(file))
                yield return new(file, file.Namespace, file.ClassName, file.Accessibility, null);
        }
    }

    /// <summary><c>mnist.bnn</c> and <c>models/mnist.bnn</c> name <c>/src/models/mnist.bnn</c>; <c>nist.bnn</c> does not.</summary>
    private static bool Names(string name, string path)
    {
        (name, path) = (name.Replace('\\', '/'), path.Replace('\\', '/'));
        return name.Length > 0 && path.EndsWith(name, StringComparison.Ordinal)
            && (path.Length == name.Length || path[path.Length - name.Length - 1] == '/');
    }
}
