package io.headrace.models.frame.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;

/**
 * How a model wants its picture, or gives it. Two forms are known:
 *
 * <pre>
 * PLANAR  float  (1, 3, height, width)   what a {@link io.headrace.models.frame.Frame} is: not copied
 * PACKED  uint8  (1, height, width, 3)   0 to 255
 * </pre>
 *
 * @param name of the tensor in the model
 * @param height in pixels; {@link #ANY} for those that come
 * @param width likewise
 */
record TensorForm(String name, Layout layout, int height, int width) {

    static final int ANY = -1;

    private static final int DIMENSIONS = 4;
    private static final int COLOURS = 3;
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 4096;

    enum Layout {
        PLANAR,
        PACKED
    }

    /** @throws ModelException for a tensor that is no picture */
    static TensorForm of(String role, NodeInfo node) throws ModelException {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw new ModelException("its " + role + " \"" + node.getName() + "\" is no tensor");
        }
        long[] shape = tensor.getShape();
        boolean planar = tensor.type == OnnxJavaType.FLOAT && shape.length == DIMENSIONS && fits(shape[1], COLOURS);
        boolean packed = tensor.type == OnnxJavaType.UINT8 && shape.length == DIMENSIONS && fits(shape[3], COLOURS);
        if (!(planar || packed) || !fits(shape[0], 1)) {
            throw new ModelException("its " + role + " \"" + node.getName() + "\" is " + tensor.type
                    + Arrays.toString(shape) + ": neither FLOAT[1, 3, height, width] nor UINT8[1, height, width, 3]");
        }
        return planar
                ? new TensorForm(node.getName(), Layout.PLANAR, side(role, shape[2]), side(role, shape[3]))
                : new TensorForm(node.getName(), Layout.PACKED, side(role, shape[1]), side(role, shape[2]));
    }

    private static boolean fits(long dimension, int wanted) {
        return dimension == wanted || dimension == ANY;
    }

    private static int side(String role, long dimension) throws ModelException {
        if (dimension != ANY && (dimension < MIN_SIDE || dimension > MAX_SIDE)) {
            throw new ModelException("its " + role + " has a side of " + dimension + " pixels; " + MIN_SIDE + " to "
                    + MAX_SIDE + " are taken");
        }
        return (int) dimension;
    }

    int widthFor(int given) {
        return width == ANY ? given : width;
    }

    int heightFor(int given) {
        return height == ANY ? given : height;
    }

    long[] shape(int pictureWidth, int pictureHeight) {
        return switch (layout) {
            case PLANAR -> new long[] {1, COLOURS, pictureHeight, pictureWidth};
            case PACKED -> new long[] {1, pictureHeight, pictureWidth, COLOURS};
        };
    }
}
