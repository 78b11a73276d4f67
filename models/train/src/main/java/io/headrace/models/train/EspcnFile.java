package io.headrace.models.train;

import io.headrace.models.batch.upscale.Bicubic;
import io.headrace.models.frame.onnx.OnnxWriter;
import io.headrace.models.frame.onnx.OnnxWriter.Attribute;
import java.util.List;

/**
 * The trained network as an ONNX file that takes a picture and gives one twice as wide and high, as any upscaler's file does:
 *
 * <pre>
 * in (1, 3, h, w) ─┬─ bicubic, each colour for itself ───────────────▶ + ─ clip ─▶ out (1, 3, 2h, 2w)
 *                  └─ luma ─ conv ─ conv ─ conv ─ conv ─ to pixels ───┘
 * </pre>
 *
 * What the network adds to the luma is added to red, green and blue alike, which leaves the colour differences those of bicubic
 * scaling.
 */
final class EspcnFile {

    private static final long ANY = -1;
    private static final int COLOURS = 3;

    private final OnnxWriter writer = new OnnxWriter();
    private String last = "luma";
    private int layers;

    EspcnFile(String origin, String trainedOn) {
        writer.said("id", "headrace/espcn-x2")
                .said("kind", "real")
                .said("licence", "Apache-2.0")
                .said("origin", origin)
                .said("trainedOn", trainedOn)
                .input("in", OnnxWriter.FLOAT, 1, COLOURS, ANY, ANY)
                .output("out", OnnxWriter.FLOAT, 1, COLOURS, ANY, ANY)
                .floats("lumaWeights", new float[] {0.299f, 0.587f, 0.114f}, 1, COLOURS, 1, 1)
                .node("Conv", List.of("in", "lumaWeights"), "luma", Attribute.list("kernel_shape", 1L, 1L));
        bicubic();
    }

    private void bicubic() {
        float[] phases = Bicubic.phases();
        float[] kernels = new float[COLOURS * phases.length];
        for (int colour = 0; colour < COLOURS; colour++) {
            System.arraycopy(phases, 0, kernels, colour * phases.length, phases.length);
        }
        writer.wholes("edges", 0, 0, 2, 2, 0, 0, 2, 2)
                .node("Pad", List.of("in", "edges"), "padded", Attribute.of("mode", "edge"))
                .floats("bicubic", kernels, (long) COLOURS * Bicubic.PHASES, 1, Bicubic.SIDE, Bicubic.SIDE)
                .node(
                        "Conv",
                        List.of("padded", "bicubic"),
                        "smoothPhases",
                        Attribute.list("kernel_shape", (long) Bicubic.SIDE, (long) Bicubic.SIDE),
                        Attribute.of("group", COLOURS));
        toPixels("smoothPhases", "smooth");
    }

    private void toPixels(String phases, String pixels) {
        writer.node("DepthToSpace", List.of(phases), pixels, Attribute.of("blocksize", 2), Attribute.of("mode", "CRD"));
    }

    /**
     * @param weights of shape (to, from, side, side)
     * @param biases of shape (to)
     */
    EspcnFile layer(float[] weights, long[] shape, float[] biases, boolean rectified) {
        var name = "layer" + layers++;
        long side = shape[2];
        long edge = side / 2;
        writer.floats(name + "Weights", weights, shape)
                .floats(name + "Biases", biases, biases.length)
                .node(
                        "Conv",
                        List.of(last, name + "Weights", name + "Biases"),
                        name,
                        Attribute.list("kernel_shape", side, side),
                        Attribute.list("pads", edge, edge, edge, edge));
        last = name;
        if (rectified) {
            writer.node("Relu", List.of(name), name + "Rectified");
            last = name + "Rectified";
        }
        return this;
    }

    byte[] write() {
        toPixels(last, "detail");
        return writer.node("Add", List.of("smooth", "detail"), "sum")
                .floats("black", new float[] {0})
                .floats("white", new float[] {1})
                .node("Clip", List.of("sum", "black", "white"), "out")
                .write();
    }
}
