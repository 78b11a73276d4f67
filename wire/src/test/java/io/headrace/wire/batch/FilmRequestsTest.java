package io.headrace.wire.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headrace.media.FrameRate;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Pipeline;
import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.price.Counting;
import io.headrace.wire.batch.price.WorkCount;
import io.headrace.wire.batch.price.WorkUnits;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.text.UnreadableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that films come with, or go back to. */
class FilmRequestsTest {

    private static final PictureSize SIZE = new PictureSize(100, 50);
    private static final FileContent FILM = new FileContent.Film(SIZE, 10, Duration.ofSeconds(1));
    private static final FileContent PICTURE = new FileContent.Picture(SIZE);
    private static final BatchReply NOTHING = new BatchReply.Images(List.of());
    private static final Pipeline BETWEEN = BuiltInPipelines.FRAME_INTERPOLATION;

    private static BatchRequest asked(Pipeline pipeline, FileContent content, String... fields)
            throws UnreadableException {
        var form = FormFields.NONE;
        for (int i = 0; i < fields.length; i += 2) {
            form = form.with(fields[i], fields[i + 1]);
        }
        var file = new UploadedFile("a", "", 900, content);
        return BatchRequestCodec.decode(pipeline, new RequestContent.Form(form, Map.of("image", file)));
    }

    private static long most(BatchRequest request, Counting counting) {
        return units(WorkUnits.requested(request, counting));
    }

    private static long used(BatchRequest request, long pixels) {
        return units(WorkUnits.used(request, NOTHING, OptionalLong.of(pixels)));
    }

    private static long units(WorkCount count) {
        assertThat(count).isInstanceOf(WorkCount.Units.class);
        assertThat(((WorkCount.Units) count).unit()).isEqualTo(PricingUnit.PIXEL);
        return ((WorkCount.Units) count).units();
    }

    @Test
    void countsAllPicturesOfAFilmThatIsEnlarged() throws Exception {
        var request = asked(BuiltInPipelines.UPSCALE, FILM);

        assertThat(most(request, Counting.OWN)).isEqualTo(10 * 5_000 * 16);
        assertThat(most(request, Counting.EXISTING_ORCHESTRATOR)).isEqualTo(10 * 5_000);
        assertThat(used(request, 10 * 5_000 * 4)).isEqualTo(10 * 5_000 * 4);
        assertThat(used(request, 10 * 5_000 * 64)).isEqualTo(10 * 5_000 * 16);
    }

    @Test
    void asksWorkersForAFilmAtTheRateOfTheRequest() throws Exception {
        assertThat(asked(BuiltInPipelines.IMAGE_TO_VIDEO, PICTURE).film()).contains(FrameRate.of(7));
        assertThat(asked(BuiltInPipelines.IMAGE_TO_VIDEO, PICTURE, "fps", "24").film())
                .contains(FrameRate.of(24));
        assertThat(asked(BuiltInPipelines.UPSCALE, FILM).film()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "121", "-5"})
    void refusesRatesThatNoFilmHas(String fps) {
        assertThatThrownBy(() -> asked(BuiltInPipelines.IMAGE_TO_VIDEO, PICTURE, "fps", fps))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("1 to 120 pictures a second");
    }

    @Test
    void countsThePicturesThatAreMadeBetweenThoseOfAFilmAndNotThoseThatWereSent() throws Exception {
        var request = asked(BETWEEN, FILM, "factor", "3");

        assertThat(most(request, Counting.OWN)).isEqualTo(18 * 5_000);
        assertThat(used(request, 28 * 5_000)).isEqualTo(18 * 5_000);
        assertThat(used(request, 4 * 5_000)).isZero();
    }

    @Test
    void countsThePicturesBetweenPictures() throws Exception {
        var pictures = asked(BETWEEN, PICTURE, "frames", "2", "image_bytes", "300,300,300");
        assertThat(most(pictures, Counting.OWN)).isEqualTo(4 * 5_000);
        assertThat(used(pictures, 4 * 5_000)).isEqualTo(4 * 5_000);

        var film = asked(BETWEEN, PICTURE, "output", "film", "image_bytes", "450,450");
        assertThat(used(film, 3 * 5_000)).isEqualTo(5_000);
    }

    @Test
    void cannotCountWhatIsNoPictureAndNoFilm() throws Exception {
        assertThat(WorkUnits.requested(asked(BETWEEN, new FileContent.Unknown()), Counting.OWN))
                .isInstanceOf(WorkCount.Unmeasurable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frames      | 0           | 1 to 15",
                "frames      | 16          | 1 to 15",
                "factor      | 9           | 2 to 8",
                "output      | gif         | pictures or film",
                "image_bytes | 300,300     | comes to 600 bytes, and the file has 900",
                "image_bytes | 900         | got 1 picture",
                "image_bytes | 300,x       | lengths of at most 32",
                "image_bytes | -1,901      | lengths of at most 32"
            })
    void refusesFieldsOfInterpolationThatMakeNoSense(String name, String text, String reason) {
        assertThatThrownBy(() -> asked(
                        BETWEEN, PICTURE, name.equals("image_bytes") ? "x" : "image_bytes", "450,450", name, text))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAFilmAmongPicturesAndAPictureAlone() {
        assertThatThrownBy(() -> asked(BETWEEN, FILM, "image_bytes", "450,450")).hasMessageContaining("alone");
        assertThatThrownBy(() -> asked(BETWEEN, PICTURE)).hasMessageContaining("2 to 32 pictures, or one film");
    }

    @Test
    void travelsToWorkersAsItIs() throws Exception {
        var request = asked(BETWEEN, PICTURE, "frames", "3", "image_bytes", "450,450");

        var task = BatchTaskCodec.encode(request);
        var back = BatchTaskCodec.decode(BETWEEN, task, new UploadedFile("", "", 0, new FileContent.Unknown()));

        assertThat(back.model()).isEqualTo("headrace/dis-flow");
        assertThat(((BatchRequest.Body.Form) back.body()).fields())
                .isEqualTo(((BatchRequest.Body.Form) request.body()).fields());
    }
}
