package io.headrace.models.batch.upscale;

import io.headrace.models.batch.EngineException;
import io.headrace.models.batch.picture.Picture;
import io.headrace.models.frame.Frame;
import io.headrace.models.frame.FrameException;
import io.headrace.models.frame.onnx.OnnxTransform;
import java.nio.FloatBuffer;

/**
 * A network that enlarges, shown a picture tile by tile, so that memory does not grow with the picture. By how much it enlarges is
 * found by showing it a grey tile. Tiles have the size that the network demands, or {@value #TILE} pixels; those that reach
 * beyond the picture see its last pixels again. For one thread.
 */
final class TiledNetwork implements AutoCloseable {

    private static final int TILE = 192;
    private static final int OVERLAP = 24;
    private static final int PROBE = 64;
    private static final int MIN_TILE = 16;
    private static final int MULTIPLE = 8;
    private static final int MAX_SCALE = 8;
    private static final float GREY = 0.5f;
    private static final float WHITE = 255;

    private final String model;
    private final OnnxTransform network;
    private final int scale;

    private TiledNetwork(String model, OnnxTransform network, int scale) {
        this.model = model;
        this.network = network;
        this.scale = scale;
    }

    /** @param network is closed with this, and when this cannot be made */
    static TiledNetwork over(String model, OnnxTransform network) throws EngineException {
        try {
            return new TiledNetwork(model, network, probe(model, network));
        } catch (EngineException e) {
            network.close();
            throw e;
        }
    }

    private static int probe(String model, OnnxTransform network) throws EngineException {
        try (var grey = Frame.allocate(network.widthFor(PROBE), network.heightFor(PROBE))) {
            for (var samples = grey.buffer(); samples.hasRemaining(); ) {
                samples.put(GREY);
            }
            var seen = network.apply(grey);
            int scale = seen.width() / grey.width();
            if (scale < 2 || scale > MAX_SCALE || !seen.hasSize(grey.width() * scale, grey.height() * scale)) {
                throw new EngineException("Model " + model + " does not enlarge 2 to " + MAX_SCALE + " times: it made "
                        + seen.width() + "x" + seen.height() + " of " + grey.width() + "x" + grey.height() + ".");
            }
            return scale;
        } catch (FrameException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** So many times wider and higher. */
    int scale() {
        return scale;
    }

    Picture enlarge(Picture picture) throws EngineException {
        var across = tiling(picture.width(), network.widthFor(tile(picture.width())));
        var down = tiling(picture.height(), network.heightFor(tile(picture.height())));
        var large = Picture.black(picture.width() * scale, picture.height() * scale);
        try (var tile = Frame.allocate(across.tile(), down.tile())) {
            for (int top : down.starts()) {
                for (int left : across.starts()) {
                    show(picture, left, top, tile);
                    lay(made(tile), large, new Place(across, left, down, top));
                }
            }
        }
        return large;
    }

    private static int tile(int side) {
        int rounded = Math.ceilDiv(Math.max(side, MIN_TILE), MULTIPLE) * MULTIPLE;
        return Math.min(TILE, rounded);
    }

    private static Tiling tiling(int side, int tile) {
        return Tiling.of(side, tile, Math.min(OVERLAP, tile / 4));
    }

    private static void show(Picture picture, int left, int top, Frame tile) {
        var samples = tile.buffer();
        for (int y = 0; y < tile.height(); y++) {
            int row = Math.min(top + y, picture.height() - 1);
            for (int x = 0; x < tile.width(); x++) {
                int column = Math.min(left + x, picture.width() - 1);
                for (int colour = 0; colour < Frame.PLANES; colour++) {
                    samples.put(
                            colour * tile.pixels() + y * tile.width() + x, picture.sample(column, row, colour) / WHITE);
                }
            }
        }
    }

    private Frame made(Frame tile) throws EngineException {
        try {
            var made = network.apply(tile);
            if (!made.hasSize(tile.width() * scale, tile.height() * scale)) {
                throw new EngineException(
                        "Model " + model + " made " + made.width() + "x" + made.height() + " of " + tile.width() + "x"
                                + tile.height() + ", though it enlarged a smaller one " + scale + " times.");
            }
            return made;
        } catch (FrameException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where a tile lies, in pixels of the small picture. */
    private record Place(Tiling across, int left, Tiling down, int top) {}

    private void lay(Frame tile, Picture large, Place place) {
        int width = Math.min(tile.width(), large.width() - place.left() * scale);
        int height = Math.min(tile.height(), large.height() - place.top() * scale);
        float[] seen = weights(place.across(), place.left(), width);
        float[] rows = weights(place.down(), place.top(), height);
        var samples = tile.buffer();
        for (int y = 0; y < height; y++) {
            int to = ((place.top() * scale + y) * large.width() + place.left() * scale) * Picture.COLOURS;
            layRow(samples, tile, y, seen, rows[y], large.samples(), to);
        }
    }

    private float[] weights(Tiling tiling, int start, int length) {
        float[] weights = new float[length];
        for (int i = 0; i < length; i++) {
            weights[i] = tiling.weight(start, (i + 0.5f) / scale);
        }
        return weights;
    }

    private static void layRow(
            FloatBuffer samples, Frame tile, int y, float[] seen, float row, byte[] target, int start) {
        int to = start;
        for (int x = 0; x < seen.length; x++) {
            float weight = seen[x] * row;
            for (int colour = 0; colour < Picture.COLOURS; colour++, to++) {
                float fresh = samples.get(colour * tile.pixels() + y * tile.width() + x) * WHITE;
                float mixed = weight * Math.clamp(fresh, 0f, WHITE) + (1 - weight) * (target[to] & 0xff);
                target[to] = (byte) (int) (mixed + 0.5f);
            }
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
