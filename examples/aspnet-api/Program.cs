// SPDX-License-Identifier: MIT
using BnnCompiler.Runtime;
using DigitsApi;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = Classification.MaxUploadBytes);
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
builder.Services.AddProblemDetails();
builder.Services.AddOpenApi();
builder.Services.AddHealthChecks().AddCheck<ModelHealthCheck>("model");

// The network, by interface: a test registers another one.
builder.Services.AddSingleton<IBnnModel>(Digits.Instance);

var app = builder.Build();
app.UseExceptionHandler(new ExceptionHandlerOptions
{
    // An upload that is too long is the sender's fault, not the server's: no 500, and no stack trace in the log.
    SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
    StatusCodeSelector = fault => fault is BadHttpRequestException { StatusCode: var status } ? status : StatusCodes.Status500InternalServerError,
});
app.UseStatusCodePages();
app.MapOpenApi();
app.MapHealthChecks("/health");
app.MapPost("/classify", Classification.ClassifyAsync)
    .Accepts<Stream>("image/png")
    .ProducesProblem(StatusCodes.Status400BadRequest)
    .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
    .WithName("Classify")
    .WithSummary("The digit that an image shows.")
    .WithDescription("The body is a PNG image of 16 x 16 pixels, white ink on black.");
app.Run();
