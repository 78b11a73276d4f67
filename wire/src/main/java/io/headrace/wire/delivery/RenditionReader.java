package io.headrace.wire.delivery;

import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.wire.multipart.GarbledPartsException;
import io.headrace.wire.multipart.MultipartReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the parts of a delivery as they arrive. Those that count pixels are renditions; others, which carry perceptual
 * hashes, are passed over. What a part says of its length is not believed.
 */
public final class RenditionReader {

    private final DeliveryLimits limits;
    private final boolean keep;

    private RenditionReader(DeliveryLimits limits, boolean keep) {
        this.limits = limits;
        this.keep = keep;
    }

    /**
     * @param body is read to the end of its last part
     * @throws GarbledDeliveryException when it is no delivery, or larger than the limits
     * @throws IOException when it breaks off; the worker may send it again
     */
    public static List<Delivery.Part> read(InputStream body, String boundary, DeliveryLimits limits)
            throws IOException, GarbledDeliveryException {
        return new RenditionReader(limits, true).parts(body, boundary);
    }

    /** Looks at a delivery that nobody waits for, as closely as {@link #read} does, and keeps none of it. */
    public static void skip(InputStream body, String boundary, DeliveryLimits limits)
            throws IOException, GarbledDeliveryException {
        new RenditionReader(limits, false).parts(body, boundary);
    }

    private List<Delivery.Part> parts(InputStream body, String boundary) throws IOException, GarbledDeliveryException {
        try {
            return renditions(MultipartReader.open(body, boundary, limits.parts()));
        } catch (GarbledPartsException garbled) {
            throw new GarbledDeliveryException(garbled.sentence());
        }
    }

    private List<Delivery.Part> renditions(MultipartReader reader) throws IOException, GarbledPartsException {
        var renditions = new ArrayList<Delivery.Part>();
        long left = limits.bytes();
        for (var head = reader.next(); head.isPresent(); head = reader.next()) {
            var pixels = pixels(head.get());
            var media = new Media(pixels.isPresent() && keep);
            reader.body(media, left);
            left -= media.passed;
            if (pixels.isPresent()) {
                var type = head.get().getOrDefault(DeliveryHeaders.CONTENT_TYPE, "");
                renditions.add(new Delivery.Part(type, pixels.get(), media.toMediaBytes()));
            }
        }
        return renditions;
    }

    private static Optional<PixelCount> pixels(Map<String, String> head) throws GarbledPartsException {
        var text = head.get(DeliveryHeaders.PIXELS);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PixelCount(Long.parseLong(text)));
        } catch (IllegalArgumentException noCount) {
            throw new GarbledPartsException(
                    "strconv.ParseInt: parsing \"" + MultipartReader.shown(text) + "\": invalid syntax");
        }
    }

    /** Counts what passes, and keeps it if it is wanted. */
    private static final class Media extends ByteArrayOutputStream {
        private final boolean keep;
        private long passed;

        Media(boolean keep) {
            this.keep = keep;
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            passed += length;
            if (keep) {
                super.write(bytes, offset, length);
            }
        }

        /** Gives its array away when it is full to the last byte. */
        MediaBytes toMediaBytes() {
            return MediaBytes.owning(count == buf.length ? buf : toByteArray());
        }
    }
}
