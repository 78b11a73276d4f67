package io.headrace.models.batch.film;

import io.headrace.ffmpeg.FilmInput;
import io.headrace.media.MediaBytes;
import io.headrace.media.request.MediaLimits;
import io.headrace.models.batch.picture.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * A film as a viewer has it.
 *
 * @param times of its pictures, in 1/90000 s
 */
public record Seen(List<Picture> pictures, List<Long> times, boolean hasSound) {

    public static Seen of(byte[] film) throws Exception {
        var pictures = new ArrayList<Picture>();
        var times = new ArrayList<Long>();
        try (var input = FilmInput.open(MediaBytes.owning(film), MediaLimits.DEFAULT);
                var packed = new PackedPictures()) {
            while (input.advance()) {
                pictures.add(packed.unpacked(input.picture()));
                times.add(input.picture().pts());
            }
            return new Seen(pictures, times, input.sound().isPresent());
        }
    }

    public String size() {
        return pictures.getFirst().size();
    }
}
