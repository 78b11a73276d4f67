package io.headrace.wire.batch.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.pipeline.PricingUnit;
import io.headrace.wire.RecordedExchanges;
import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.BatchRequestCodec;
import io.headrace.wire.batch.FormFields;
import io.headrace.wire.batch.RecordedBatch;
import io.headrace.wire.batch.RequestContent;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.chat.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkUnitsTest {

    private static final BatchReply NOTHING = new BatchReply.Images(List.of());

    @ParameterizedTest
    @CsvSource({
        "E-006, PIXEL, 131072, 131072, 131072",
        "E-011, PIXEL, 262144, 262144, 262144",
        "E-019, PIXEL, 4096, 4096, 4096",
        "E-023, PIXEL, 102400, 102400, 102400",
        "E-028, PIXEL, 4096, 4096, 65536",
        "E-034, PIXEL, 4096, 4096, 4096",
        "E-038, PIXEL, 4096, 4096, 4096",
        "E-047, MILLISECOND, 2000, 2000, 2016",
        "E-012, TOKEN, 16, 16, 16",
        "E-042, CHARACTER, 5, 5000, 5",
        "L-015, CHARACTER, 5, 5000, 5"
    })
    void countsWhatWasRecorded(String id, PricingUnit unit, long gateway, long orchestrator, long own)
            throws Exception {
        var request = RecordedBatch.request(RecordedExchanges.named(id));

        assertThat(WorkUnits.requested(request, Counting.EXISTING_GATEWAY))
                .isEqualTo(new WorkCount.Units(unit, gateway));
        assertThat(WorkUnits.requested(request, Counting.EXISTING_ORCHESTRATOR))
                .isEqualTo(new WorkCount.Units(unit, orchestrator));
        assertThat(WorkUnits.requested(request, Counting.OWN)).isEqualTo(new WorkCount.Units(unit, own));
    }

    @Test
    void countsLettersBeyondAsciiThreeWays() throws Exception {
        var request = document("text-to-speech", "{\"text\":\"né 🎧\"}");

        assertThat(WorkUnits.requested(request, Counting.EXISTING_GATEWAY)).isEqualTo(letters(8));
        assertThat(WorkUnits.requested(request, Counting.EXISTING_ORCHESTRATOR)).isEqualTo(letters(4_000));
        assertThat(WorkUnits.requested(request, Counting.OWN)).isEqualTo(letters(4));
    }

    @Test
    void cannotCountAPictureThatNobodyCanRead() throws Exception {
        assertThat(WorkUnits.requested(upload("upscale", "image", new FileContent.Unknown()), Counting.OWN))
                .isInstanceOf(WorkCount.Unmeasurable.class);
    }

    @Test
    void refusesShortSoundsOnlyWhereExistingNodesDo() throws Exception {
        var request = upload("audio-to-text", "audio", new FileContent.Sound(Duration.ofMillis(999)));

        assertThat(WorkUnits.requested(request, Counting.EXISTING_GATEWAY))
                .isEqualTo(new WorkCount.Unmeasurable("audio duration is less than 1 second"));
        assertThat(WorkUnits.requested(request, Counting.OWN))
                .isEqualTo(new WorkCount.Units(PricingUnit.MILLISECOND, 999));
        assertThat(WorkUnits.used(request, NOTHING, OptionalLong.empty()))
                .isEqualTo(new WorkCount.Units(PricingUnit.MILLISECOND, 999));
    }

    @Test
    void saysAsExistingGatewaysDoThatASoundHasNoLength() throws Exception {
        var request = upload("audio-to-text", "audio", new FileContent.Unknown());

        assertThat(WorkUnits.requested(request, Counting.EXISTING_GATEWAY))
                .isEqualTo(new WorkCount.Unmeasurable("audio duration calculation failed"));
        assertThat(RecordedExchanges.named("E-032").response().bodyText())
                .contains("audio duration calculation failed");
    }

    @Test
    void chargesTheTokensThatCameAndNeverMoreThanWereReserved() throws Exception {
        var asked = (BatchRequest.Llm) RecordedBatch.request(RecordedExchanges.named("E-012"));
        var reply = BatchReplyCodec.decode(
                asked.pipeline(), RecordedExchanges.named("E-012").response().bodyText());

        assertThat(WorkUnits.used(asked, reply, OptionalLong.empty()))
                .isEqualTo(new WorkCount.Units(PricingUnit.TOKEN, 3));
        assertThat(WorkUnits.used(asked, new TokenUsage(1, 99, 100)))
                .isEqualTo(new WorkCount.Units(PricingUnit.TOKEN, 16));
    }

    @Test
    void chargesThePixelsThatWereMade() throws Exception {
        var asked = RecordedBatch.request(RecordedExchanges.named("E-006"));
        var one = new PictureSize(64, 64);

        assertThat(WorkUnits.used(asked, NOTHING, OptionalLong.of(2 * one.pixels())))
                .isEqualTo(pixels(8_192));
        assertThat(WorkUnits.used(asked, NOTHING, OptionalLong.empty())).isEqualTo(pixels(131_072));
        assertThat(WorkUnits.used(asked, NOTHING, OptionalLong.of(4_096 * 4_096)))
                .isEqualTo(pixels(131_072));
        assertThat(WorkUnits.used(
                        RecordedBatch.request(RecordedExchanges.named("E-028")), NOTHING, OptionalLong.of(256 * 256)))
                .isEqualTo(pixels(65_536));
    }

    @ParameterizedTest
    @CsvSource({
        "stabilityai/sdxl-turbo, '', 50",
        "stabilityai/sdxl-turbo, 4, 4",
        "stabilityai/sdxl-turbo, 0, 1",
        "ByteDance/SDXL-Lightning_2step, 40, 2",
        "ByteDance/SDXL-Lightning-4step, 40, 8"
    })
    void ratesPicturesByPixelsAndSteps(String model, String steps, int expected) throws Exception {
        var asked = steps.isEmpty() ? "" : ",\"num_inference_steps\":" + steps;
        var request = document("text-to-image", "{\"prompt\":\"x\",\"model_id\":\"" + model + "\"" + asked + "}");

        assertThat(LatencyScore.of(request, Duration.ofSeconds(2), Optional.empty()))
                .isEqualTo(2.0 / (512.0 * 512 * expected));
    }

    @Test
    void ratesTheOthersByTheirSize() throws Exception {
        assertThat(score("E-047")).isEqualTo(1.0 / 2);
        assertThat(score("E-042")).isEqualTo(1.0 / 5);
        assertThat(score("E-034")).isEqualTo(1.0 / 4_096);
        assertThat(score("E-028")).isEqualTo(1.0 / (4_096 * 75));
        assertThat(score("E-023")).isEqualTo(1.0 / (4_096 * 25 * 25));
        assertThat(score("E-012")).isZero();
        assertThat(LatencyScore.of(
                        RecordedBatch.request(RecordedExchanges.named("E-012")),
                        Duration.ofSeconds(4),
                        Optional.of(new TokenUsage(5, 3, 8))))
                .isEqualTo(0.5);
    }

    private static double score(String id) throws Exception {
        return LatencyScore.of(
                RecordedBatch.request(RecordedExchanges.named(id)), Duration.ofSeconds(1), Optional.empty());
    }

    private static WorkCount pixels(long units) {
        return new WorkCount.Units(PricingUnit.PIXEL, units);
    }

    private static WorkCount letters(long units) {
        return new WorkCount.Units(PricingUnit.CHARACTER, units);
    }

    private static BatchRequest document(String pipeline, String json) throws Exception {
        return BatchRequestCodec.decode(RecordedBatch.named(pipeline), new RequestContent.Document(json));
    }

    private static BatchRequest upload(String pipeline, String field, FileContent content) throws Exception {
        var file = new UploadedFile("a", "b/c", 1, content);
        return BatchRequestCodec.decode(
                RecordedBatch.named(pipeline), new RequestContent.Form(FormFields.NONE, Map.of(field, file)));
    }
}
