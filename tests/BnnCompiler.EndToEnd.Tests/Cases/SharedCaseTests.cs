// SPDX-License-Identifier: MIT
using System.Collections.Concurrent;
using BnnCompiler.Tests;

namespace BnnCompiler.EndToEnd.Tests.Cases;

/// <summary>
/// Networks as people's files spell them. What is accepted has the right scores in every engine; what is refused is listed here, and leaves the list
/// when it compiles.
/// </summary>
public class SharedCaseTests
{
    /// <summary>By folder, the cases that are refused today.</summary>
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["channels-last"] =
            "sepconv",
        ["container"] =
            "features_output",
        ["export-options"] =
            "functions_all",
        ["networks"] =
            "batch16_ones_like bitnet158 bwn_relu channel_shuffle deconv_binary ecg_conv1d_maxpool_pad last_float_on_bits multi_input "
            + "multi_output rnn_binary_unrolled se_block segmentation_upsample tokens_linear transformer_mlp",
        ["precision"] =
            "bf16_roundtrip double_bn_params double_keep_io fp16_input fp16_mid",
        ["qonnx"] =
            "bipolar_dom_v2",
        ["sign"] =
            "binaps01 where_mean",
        ["spellings"] =
            "act_Celu act_Exp act_Gelu act_HardSwish act_Mish act_Selu act_Softplus act_Tanh act_ThresholdedRelu bn_pow_half "
            + "einsum_head flatten_size_ops lp_instance_norm sign_div_abs sign_dynamo_castlike sum_nary weights_castlike",
        ["torch-ops"] =
            "adaptavg baddbmm channel_idx chunk const_pad1 cumsum einsum elu exp flip fmod gn hardswish in log logsig matmul_ch max2 "
            + "maxch meanch model_dyn norm pad_value_torch pixshuf pow2 pow3 rdiv reflect replicate silu slice_ch softmax stack sum3 "
            + "unbind upnear zeropad2d",
        ["wrong"] =
            "u_heaviside_where_output u_heaviside_where_real_w u_where_03_output u_where_31_output",
    };

    [SharedFileFact("cases")]
    public void Every_case_is_right_or_on_the_list_of_those_that_are_refused()
    {
        var refused = new ConcurrentBag<string>();
        var faults = new ConcurrentBag<string>();
        Parallel.ForEach(SharedCase.In(SharedFiles.Find("cases")!), one =>
        {
            if (one.TryCompile(out _) is not { } model)
                refused.Add(one.Name);
            else if (one.Fault(model) is { } fault)
                faults.Add($"{one.Name}: {fault}");
        });

        Assert.Empty(faults.Order(StringComparer.Ordinal));
        Assert.Equal(Listed().Order(StringComparer.Ordinal), refused.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Listed() => Refused.SelectMany(folder => folder.Value.Split(' ').Select(name => $"{folder.Key}/{name}"));
}
