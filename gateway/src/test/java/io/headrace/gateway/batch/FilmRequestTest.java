package io.headrace.gateway.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.gateway.fixture.BatchStage;
import io.headrace.gateway.fixture.FilmHead;
import io.headrace.job.JobId;
import io.headrace.journal.Fact;
import io.headrace.payments.Price;
import io.headrace.pipeline.Capability;
import io.headrace.pipeline.Progress;
import io.headrace.transport.Headers;
import io.headrace.transport.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Films and several pictures, from client to orchestrator and back. */
@Timeout(60)
class FilmRequestTest {

    private static final String FLOW = "frame-interpolation/headrace/dis-flow";

    @TempDir
    private Path folder;

    private final List<BatchStage> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(BatchStage::close);
    }

    private BatchStage stage(Capability capability, String model, byte[] film) throws IOException {
        opened.add(BatchStage.of(folder, true, 1).offering(capability, model));
        opened.getLast().runner(0).answers(answering(film)).asks(Price.of(2, 1));
        return opened.getLast();
    }

    private static HttpHandler answering(byte[] film) {
        return exchange -> {
            if (exchange.method().equals("GET")) {
                exchange.answer(200, Headers.contentType("video/mp4"), ByteBuffer.wrap(film));
            } else {
                exchange.answer(
                        200,
                        Headers.contentType("application/json"),
                        ByteBuffer.wrap("{\"images\":[{\"url\":\"/stream/1/0.mp4\",\"seed\":0,\"nsfw\":false}]}"
                                .getBytes(UTF_8)));
            }
        };
    }

    private static String fee(BatchStage stage) {
        return stage.journal.facts(Fact.FeeSettled.class).getLast().fee().toString();
    }

    @Test
    void paysForThePicturesOfAFilmThatWasEnlarged() throws Exception {
        var made = FilmHead.of(128, 64, 5, 1);
        var stage = stage(Capability.UPSCALE, "headrace/espcn-x2", made);

        var reply = stage.postForm("/upscale", "video", FilmHead.of(64, 32, 5, 1), "model_id", "headrace/espcn-x2");

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.text()).contains("/0.mp4");
        assertThat(stage.runner(0).asked().getFirst().text()).contains("name=\"image\"; filename=\"in.png\"");
        assertThat(fee(stage)).isEqualTo(Long.toString(2 * 5 * 128 * 64));
    }

    @Test
    void saysHowFarAFilmIsForAsLongAsItsAnswerIsAwaited() throws Exception {
        var stage = stage(Capability.UPSCALE, "m", new byte[0]);
        var mayAnswer = new CountDownLatch(1);
        var names = new LinkedBlockingQueue<String>();
        stage.runner(0).answers(exchange -> {
            if (exchange.path().startsWith("/progress/")) {
                names.add(exchange.path().substring("/progress/".length()));
                exchange.answer(200, "application/json", "{\"done\":2}");
                return;
            }
            names.add(exchange.headers().first("Headrace-Progress").orElse("no name"));
            await(mayAnswer);
            exchange.answer(500, "text/plain", "upscale container returned 400: enough");
        });

        var job = begun(stage).replace("/jobs/", "");
        var view = stage.side().job(new JobId(job)).orElseThrow();
        while (view.progress().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }

        assertThat(view.progress()).as("the head says how many there are").contains(Progress.of(2, 5));
        assertThat(names.take()).matches("[0-9a-f]{60}").isEqualTo(names.take());
        mayAnswer.countDown();
        assertThat(view.awaitEnd(20, TimeUnit.SECONDS)).isTrue();
        assertThat(view.progress()).isEmpty();
    }

    @Test
    void tellsWhoFollowsAJobHowFarItIs() throws Exception {
        var stage = stage(Capability.UPSCALE, "m", new byte[0]);
        var mayAnswer = new CountDownLatch(1);
        stage.runner(0).answers(exchange -> {
            if (exchange.path().startsWith("/progress/")) {
                exchange.answer(200, "application/json", "{\"done\":2}");
                return;
            }
            await(mayAnswer);
            exchange.answer(500, "text/plain", "upscale container returned 400: enough");
        });
        var job = begun(stage);

        try (var client = HttpClient.newHttpClient();
                var lines = client.send(
                                HttpRequest.newBuilder(stage.uri(job + "/events"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()) {
            var told = lines.iterator();
            var line = told.next();
            while (!line.equals("event: progress")) {
                line = told.next();
            }

            assertThat(told.next())
                    .isEqualTo("data: {\"job\":\"" + job.replace("/jobs/", "") + "\",\"done\":2,\"whole\":5}");
            mayAnswer.countDown();
            told.forEachRemaining(_ -> {});
        }
    }

    /** A film that is worked on while nobody waits for it: where the job is. */
    private static String begun(BatchStage stage) throws Exception {
        return stage.send(
                        "POST",
                        "/upscale",
                        Headers.contentType("multipart/form-data; boundary=b").with("Prefer", "respond-async"),
                        form(FilmHead.of(64, 32, 5, 1)))
                .headers()
                .first("Location")
                .orElseThrow();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void refusesAFilmThatIsTooMuchBeforeAnybodyIsAsked() throws Exception {
        var stage = stage(Capability.UPSCALE, "m", new byte[0]);

        assertThat(stage.postForm("/upscale", "image", FilmHead.of(64, 32, 3_601, 60))
                        .text())
                .contains("3601 pictures")
                .contains("at most 3600");
        assertThat(stage.postForm("/upscale", "image", FilmHead.of(64, 32, 100, 121))
                        .status())
                .isEqualTo(413);
        assertThat(stage.postForm("/upscale", "image", FilmHead.of(60_000, 60_000, 5, 1))
                        .status())
                .isEqualTo(413);
        assertThat(stage.postForm("/upscale", "image", "no film at all".getBytes(UTF_8))
                        .status())
                .isEqualTo(415);
        assertThat(stage.postForm("/image-to-text", "image", FilmHead.of(64, 32, 5, 1))
                        .status())
                .isEqualTo(415);
        assertThat(stage.runner(0).asked()).isEmpty();
    }

    @Test
    void findsInterpolationByItsNameAndPaysForWhatIsMade() throws Exception {
        var stage = stage(Capability.BYOC, FLOW, FilmHead.of(64, 32, 9, 1));

        var reply = stage.postForm("/frame-interpolation", "video", FilmHead.of(64, 32, 5, 1));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(stage.runner(0).asked().getFirst().text()).contains("headrace/dis-flow");
        assertThat(fee(stage)).isEqualTo(Long.toString(2 * 4 * 64 * 32));
    }

    @Test
    void sendsSeveralPicturesAsOneFile() throws Exception {
        var first = BatchStage.png(40, 40);
        var second = BatchStage.png(40, 40);
        var stage = stage(Capability.BYOC, FLOW, BatchStage.png(40, 40));

        var reply = stage.send(
                "POST",
                "/frame-interpolation",
                Headers.contentType("multipart/form-data; boundary=b"),
                form(first, second));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(stage.runner(0).asked().getFirst().text())
                .contains("name=\"image_bytes\"\r\n\r\n" + first.length + "," + second.length)
                .containsOnlyOnce("filename=");
        assertThat(fee(stage)).isEqualTo(Long.toString(2 * 40 * 40));
    }

    @Test
    void refusesOnePictureAlone() throws Exception {
        var stage = stage(Capability.BYOC, FLOW, new byte[0]);

        var reply = stage.postForm("/frame-interpolation", "image", BatchStage.png(40, 40));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).contains("2 to 32 pictures, or one film");
    }

    @Test
    void listsItAmongThePipelines() throws Exception {
        var stage = stage(Capability.BYOC, FLOW, new byte[0]);

        assertThat(stage.get("/pipelines", Headers.NONE).text())
                .contains("\"pipeline\":\"frame-interpolation\",\"model\":\"headrace/dis-flow\"");
    }

    private static byte[] form(byte[]... pictures) {
        var body = new ByteArrayOutputStream();
        for (byte[] picture : pictures) {
            body.writeBytes("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n"
                    .getBytes(UTF_8));
            body.writeBytes(picture);
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes("--b--\r\n".getBytes(UTF_8));
        return body.toByteArray();
    }
}
