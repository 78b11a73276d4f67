package io.headrace.models.frame.onnx;

import static io.headrace.models.frame.onnx.OnnxWriter.FLOAT;
import static io.headrace.models.frame.onnx.OnnxWriter.UINT8;

import io.headrace.models.frame.onnx.OnnxWriter.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Small models of which it is plain what they compute. */
public final class TestModels {

    private static final int ANY = -1;

    private TestModels() {}

    /** Puts a model into a directory of models. */
    public static void put(Path models, String name, byte[] file) throws IOException {
        Files.createDirectories(models.resolve(name));
        Files.write(models.resolve(name).resolve(OnnxModels.FILE), file);
    }

    /** 1 - x, of pictures of any size. */
    public static byte[] invert() {
        return invert(1, ANY, ANY);
    }

    /** {@code white} - x, of pictures of one size. */
    static byte[] invert(float white, int height, int width) {
        return new OnnxWriter()
                .input("in", FLOAT, 1, 3, height, width)
                .output("out", FLOAT, 1, 3, height, width)
                .floats("white", new float[] {white}, 1)
                .node("Sub", List.of("white", "in"), "out")
                .write();
    }

    public static byte[] identity() {
        return new OnnxWriter()
                .input("in", FLOAT, ANY, 3, ANY, ANY)
                .output("out", FLOAT, ANY, 3, ANY, ANY)
                .node("Identity", List.of("in"), "out")
                .write();
    }

    /** The mean of 3 by 3 samples of each colour; pictures get 2 pixels smaller each way. */
    static byte[] blur() {
        float[] kernel = new float[3 * 3 * 9];
        for (int colour = 0; colour < 3; colour++) {
            Arrays.fill(kernel, (colour * 3 + colour) * 9, (colour * 3 + colour + 1) * 9, 1 / 9f);
        }
        return new OnnxWriter()
                .input("in", FLOAT, 1, 3, ANY, ANY)
                .output("out", FLOAT, 1, 3, ANY, ANY)
                .floats("kernel", kernel, 3, 3, 3, 3)
                .node("Conv", List.of("in", "kernel"), "out", Attribute.list("kernel_shape", 3L, 3L))
                .write();
    }

    /** The bytes turned round, of packed pictures. */
    static byte[] invertBytes(int height, int width) {
        return new OnnxWriter()
                .input("in", UINT8, 1, height, width, 3)
                .output("out", UINT8, 1, height, width, 3)
                .node("BitwiseNot", List.of("in"), "out")
                .write();
    }

    /** Takes a picture and gives its mean. */
    static byte[] mean() {
        return new OnnxWriter()
                .input("in", FLOAT, 1, 3, ANY, ANY)
                .output("out", FLOAT, 1, 3, 1, 1)
                .node("GlobalAveragePool", List.of("in"), "out")
                .write();
    }

    /** Takes two pictures. */
    static byte[] sum() {
        return new OnnxWriter()
                .input("a", FLOAT, 1, 3, ANY, ANY)
                .input("b", FLOAT, 1, 3, ANY, ANY)
                .output("out", FLOAT, 1, 3, ANY, ANY)
                .node("Add", List.of("a", "b"), "out")
                .write();
    }

    /** Fails when it is run, for any picture but one of 16 by 16. */
    static byte[] brittle() {
        return new OnnxWriter()
                .input("in", FLOAT, 1, 3, ANY, ANY)
                .output("out", FLOAT, 1, 3, ANY, ANY)
                .floats("square", new float[3 * 16 * 16], 1, 3, 16, 16)
                .node("Sub", List.of("square", "in"), "out")
                .write();
    }
}
