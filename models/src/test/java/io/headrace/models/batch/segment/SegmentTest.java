package io.headrace.models.batch.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.models.batch.picture.Picture;
import io.headrace.models.batch.picture.TestPictures;
import io.headrace.models.runner.BatchStage;
import io.headrace.models.runner.Multipart;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pipeline {@code segment-anything-2}: what is cut out is compared with what was drawn. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SegmentTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;

    /** A grainy blob on a grainy ground of another colour; a second one, of the same colour, apart. */
    private static final Picture SCENE = scene();

    private static Picture scene() {
        var random = new Random(4);
        return TestPictures.paint(WIDTH, HEIGHT, (x, y) -> {
            int grain = random.nextInt(40);
            boolean object = isObject(x, y) || Math.hypot(x - 140, y - 100) < 12;
            return object
                    ? (170 + grain) << 16 | (60 + grain) << 8 | 40 + grain
                    : (50 + grain) << 16 | (90 + grain) << 8 | 110 + grain;
        });
    }

    private static boolean isObject(int x, int y) {
        return Math.hypot((x - 70) / 1.4, y - 55) + 5 * Math.sin(4 * Math.atan2(y - 55.0, x - 70.0)) < 32;
    }

    private static Multipart request() {
        return new Multipart().file("image", "image/png", TestPictures.file(SCENE, "png"));
    }

    /** The part of both that is in both. */
    private static double overlap(JsonNode mask) {
        int both = 0;
        int either = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean ours = mask.path(y).path(x).asDouble() > 0;
                boolean drawn = isObject(x, y);
                both += ours && drawn ? 1 : 0;
                either += ours || drawn ? 1 : 0;
            }
        }
        return both / (double) either;
    }

    private static JsonNode field(BatchStage.Reply reply, String name) {
        assertThat(reply.status()).as(reply.body().toString().substring(0, 80)).isEqualTo(200);
        return JSON.readTree(reply.body().path(name).asString());
    }

    @Test
    void cutsOutWhatABoxSurrounds() throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var reply = stage.post(request().field("box", "[20, 10, 120, 105]").field("multimask_output", "false"));

            assertThat(overlap(field(reply, "masks").path(0))).isGreaterThan(0.9);
            assertThat(reply.headers().first("X-Model-Kind")).contains("classic");
        }
    }

    @Test
    void cutsOutWhatAPointIsOn() throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var reply = stage.post(
                    request().field("point_coords", "[[70, 55], [10, 110]]").field("point_labels", "[1, 0]"));

            var masks = field(reply, "masks");
            double best = 0;
            for (var mask : masks) {
                best = Math.max(best, overlap(mask));
            }
            assertThat(best)
                    .as("one of the three is the piece that was pointed at")
                    .isGreaterThan(0.9);
        }
    }

    @Test
    void answersInTheShapesOfTheContract() throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var reply = stage.post(request().field("box", "[20, 10, 120, 105]"));

            var masks = field(reply, "masks");
            assertThat(masks.size()).isEqualTo(3);
            assertThat(masks.path(0).size()).isEqualTo(HEIGHT);
            assertThat(masks.path(0).path(0).size()).isEqualTo(WIDTH);
            var logits = field(reply, "logits");
            assertThat(logits.size()).isEqualTo(3);
            assertThat(logits.path(2).size()).isEqualTo(256);
            assertThat(logits.path(2).path(255).size()).isEqualTo(256);
            var scores = field(reply, "scores");
            assertThat(scores.size()).isEqualTo(3);
            assertThat(scores.path(0).asDouble()).isBetween(scores.path(1).asDouble(), 1.0);
            assertThat(scores.path(1).asDouble()).isBetween(scores.path(2).asDouble(), 1.0);
        }
    }

    @Test
    void givesZerosAndOnesWithoutLogits() throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var reply = stage.post(request().field("box", "[20, 10, 120, 105]").field("return_logits", "false"));

            for (var value : field(reply, "masks").path(0).path(55)) {
                assertThat(value.asDouble()).isIn(0.0, 1.0);
            }
        }
    }

    @Test
    void takesItsOwnLogitsAsAMaskAndCoordinatesAsParts() throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var first = stage.post(request()
                    .field("box", "[0.125, 0.08, 0.75, 0.875]")
                    .field("normalize_coords", "false")
                    .field("multimask_output", "false"));

            var again = stage.post(request()
                    .field("mask_input", first.body().path("logits").asString())
                    .field("multimask_output", "false"));

            assertThat(overlap(field(again, "masks").path(0))).isGreaterThan(0.75);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "point_coords | 7                   | no JSON array",
                "point_coords | nonsense            | no JSON array",
                "point_coords | [[1,2]]             | has 1 points and point_labels 0",
                "box          | [1,2,3]             | has 3 numbers",
                "box          | [1,2,\"a\",4]       | no coordinate",
                "box          | [1,2,1000,4]        | no coordinate of 0 to 160",
                "box          | [1,2,1e999,4]       | box",
                "box          | [50,2,20,40]        | is empty",
                "mask_input   | [[[1,2],[3]]]       | 1 x 256 x 256",
                "mask_input   | {}                  | no JSON array",
                "point_coords | ''                  | Say where the object is"
            })
    void refusesPromptsThatAreMalformed(String field, String value, String reason) throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var reply = stage.post(request().field(field, value));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.message()).contains(reason);
        }
    }

    @ParameterizedTest
    @CsvSource({"'[0,0,160,120]'", "'[0,0,1,1]'", "'[159,119,160,120]'"})
    void cutsSomethingOutOfAnyBox(String box) throws Exception {
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            assertThat(stage.post(request().field("box", box)).status()).isEqualTo(200);
        }
    }

    @Test
    void worksOnPicturesOfOnePixelToo() throws Exception {
        var dot = TestPictures.file(TestPictures.paint(1, 1, (_, _) -> 0xff0000), "png");
        try (var stage = BatchStage.ready(SegmentEngine.model())) {
            var reply =
                    stage.post(new Multipart().file("image", "image/png", dot).field("box", "[0,0,1,1]"));

            assertThat(field(reply, "masks").path(0).path(0).size()).isEqualTo(1);
        }
    }
}
