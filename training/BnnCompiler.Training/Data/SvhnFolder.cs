// SPDX-License-Identifier: MIT
using BnnCompiler.Training.Data.Formats;

namespace BnnCompiler.Training.Data;

/// <summary>
/// SVHN's cropped digits, one file a set. The paper also learns from extra_32x32.mat, 531,131 easier digits; that file is not read, since together
/// with it the pixels pass the 2 GiB of one array.
/// </summary>
internal static class SvhnFolder
{
    public static (ImageSet Training, ImageSet Test) Read(DatasetFolder folder) =>
        (SvhnFile.Read(folder.Require(folder.Description.Files[0])), SvhnFile.Read(folder.Require(folder.Description.Files[1])));
}
