package io.headrace.wire.batch;

import static io.headrace.wire.batch.BatchRequestCodec.require;

import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.text.UnreadableException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Requests of {@code frame-interpolation}: a film and by how much its rate grows, or pictures and how many come between each two
 * ({@code docs/protocol/frame-interpolation.md}).
 */
final class InterpolationRequests {

    private static final int MAX_BETWEEN = 15;
    private static final int MAX_FACTOR = 8;
    private static final int MAX_PICTURES = 32;
    private static final Pattern LENGTHS = Pattern.compile("\\d{1,10}(,\\d{1,10}){0,31}");

    private InterpolationRequests() {}

    static BatchRequest decode(String model, FormFields fields, BatchRequest.Body.Form body)
            throws UnreadableException {
        boolean isFilm = body.file().content() instanceof FileContent.Film;
        int pictures = pictures(fields, body.file().length());
        boolean isKnown = !(body.file().content() instanceof FileContent.Unknown);
        require(
                !isKnown || isFilm || pictures >= 2,
                "image is 2 to " + MAX_PICTURES + " pictures, or one film; got " + pictures + " picture");
        require(!isFilm || pictures == 1, "a film comes alone; got it among " + pictures + " files");
        var output = fields.text(FormLayout.OUTPUT).orElse("pictures");
        require(
                output.equals("pictures") || output.equals("film"),
                "output is pictures or film, not \"" + output.substring(0, Math.min(40, output.length())) + "\"");
        return new BatchRequest.FrameInterpolation(
                model, pictures, between(fields, isFilm), isFilm || output.equals("film"), body);
    }

    private static int between(FormFields fields, boolean isFilm) throws UnreadableException {
        int factor = FormRequests.number(fields, FormLayout.FACTOR, 2);
        require(factor >= 2 && factor <= MAX_FACTOR, "factor is " + factor + "; a film's rate grows 2 to 8 times");
        int between = FormRequests.number(fields, FormLayout.BETWEEN, 1);
        require(
                between >= 1 && between <= MAX_BETWEEN,
                "frames is " + between + "; 1 to " + MAX_BETWEEN + " are made between each two pictures");
        return isFilm ? factor - 1 : between;
    }

    private static int pictures(FormFields fields, long length) throws UnreadableException {
        var told = fields.text(FormLayout.PARTS).orElse("");
        if (told.isEmpty()) {
            return 1;
        }
        require(
                LENGTHS.matcher(told).matches(),
                FormLayout.PARTS + " is the lengths of at most " + MAX_PICTURES + " pictures: 1200,1188");
        var lengths = Arrays.stream(told.split(",")).mapToLong(Long::parseLong).toArray();
        long sum = Arrays.stream(lengths).sum();
        require(
                length == 0 || sum == length,
                FormLayout.PARTS + " comes to " + sum + " bytes, and the file has " + length);
        return lengths.length;
    }
}
