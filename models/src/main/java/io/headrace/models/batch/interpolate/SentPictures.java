package io.headrace.models.batch.interpolate;

import io.headrace.models.batch.film.FilmUpload;
import io.headrace.models.batch.form.Form;
import io.headrace.models.batch.form.RequestRefused;
import io.headrace.models.batch.form.Upload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of a request: each in a part of its own, or, as they travel between nodes, one behind the other in a single file, with
 * their lengths in {@code image_bytes}.
 */
final class SentPictures {

    private static final String LENGTHS = "image_bytes";
    private static final int MAX_TEXT = 512;
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(,\\d{1,9}){0,31}");

    private SentPictures() {}

    /** @return at least one */
    static List<Upload> of(Form request) throws RequestRefused {
        var lengths = request.text(LENGTHS, MAX_TEXT);
        if (lengths.isPresent()) {
            return parts(request.file("image"), lengths.get());
        }
        var pictures = request.files("image");
        if (!pictures.isEmpty()) {
            return pictures;
        }
        if (request.files("video").isEmpty()) {
            throw RequestRefused.wrongField(
                    "image is 2 to 32 files, pictures in their order, or video is one film; got 0.");
        }
        return List.of(FilmUpload.source(request));
    }

    private static List<Upload> parts(Upload whole, String told) throws RequestRefused {
        if (!NUMBERS.matcher(told).matches()) {
            throw RequestRefused.badValue(LENGTHS + " is lengths with commas between; got " + Form.shown(told) + ".");
        }
        int[] lengths =
                Arrays.stream(told.split(",")).mapToInt(Integer::parseInt).toArray();
        if (Arrays.stream(lengths).asLongStream().sum() != whole.length()) {
            throw RequestRefused.badValue(
                    LENGTHS + " does not come to the " + whole.length() + " bytes that image has.");
        }
        var parts = new ArrayList<Upload>();
        int start = 0;
        for (int length : lengths) {
            parts.add(new Upload(whole.field(), whole.mediaType(), whole.bytes().slice(start, length)));
            start += length;
        }
        return parts;
    }
}
