package io.headrace.wire.realtime;

import io.headrace.wire.text.UnreadableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One segment of the trace channel: frames in the order in which they were written, each as an array of the six numbers of
 * {@link FrameTrace} in their order: {@code [[180000,1,2,3,4,5],[183000,6,7,8,9,10]]}.
 */
public final class FrameTraceCodec {

    /** Frames of one segment. */
    public static final int MAX_FRAMES = 4_096;

    private static final int NUMBERS = 6;

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private FrameTraceCodec() {}

    /** @param frames at most {@link #MAX_FRAMES} */
    public static String encode(List<FrameTrace> frames) {
        return frames.stream()
                .map(frame -> "[" + frame.presentation() + "," + frame.read() + "," + frame.decoded() + ","
                        + frame.transformed() + "," + frame.encoded() + "," + frame.written() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** @throws UnreadableException when it is anything but such arrays, or too long */
    public static List<FrameTrace> decode(String json) throws UnreadableException {
        if (json.length() > LiveBody.MAX_BYTES) {
            throw new UnreadableException(
                    "traces of " + json.length() + " characters; at most " + LiveBody.MAX_BYTES + " are read");
        }
        var frames = new ArrayList<FrameTrace>();
        for (long[] numbers : arrays(json)) {
            if (numbers.length != NUMBERS) {
                throw new UnreadableException("a frame of " + numbers.length + " numbers; it has " + NUMBERS);
            }
            frames.add(new FrameTrace(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]));
        }
        return frames;
    }

    private static List<long[]> arrays(String json) throws UnreadableException {
        try {
            long[][] arrays = JSON.readValue(json, long[][].class);
            if (arrays == null || Arrays.asList(arrays).contains(null)) {
                throw new UnreadableException("null where a frame belongs");
            }
            if (arrays.length > MAX_FRAMES) {
                throw new UnreadableException(arrays.length + " frames in one segment; at most " + MAX_FRAMES);
            }
            return List.of(arrays);
        } catch (JacksonException noArrays) {
            throw new UnreadableException("no array of arrays of six whole numbers: " + noArrays.getOriginalMessage());
        }
    }
}
