// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;
using BnnCompiler.Runtime.Inputs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigitsApi;

/// <summary>The answer to an image.</summary>
/// <param name="Digit">The class of the greatest score.</param>
/// <param name="Scores">One score for each digit.</param>
internal sealed record ClassificationResult(int Digit, float[] Scores);

/// <summary>POST /classify.</summary>
internal static class Classification
{
    /// <summary>No PNG of 16 x 16 pixels is nearly as large.</summary>
    public const int MaxUploadBytes = 64 * 1024;

    /// <summary>Reads the image of a request and classifies it.</summary>
    public static async Task<Results<Ok<ClassificationResult>, ProblemHttpResult>> ClassifyAsync(
        HttpRequest request, IBnnModel model, CancellationToken cancellation)
    {
        using var upload = new MemoryStream();
        await request.Body.CopyToAsync(upload, cancellation);
        try
        {
            var image = InputFile.ParsePng("upload", upload.ToArray(), model.InputShape);
            float[] scores = new float[model.ClassCount];
            model.Run(image, 0, scores);
            return TypedResults.Ok(new ClassificationResult(Prediction.ClassOf(scores), scores));
        }
        catch (InputFileException fault)
        {
            return Refused(fault.Message);
        }
    }

    private static ProblemHttpResult Refused(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest, title: "The upload is no image that this network can read.");
}
