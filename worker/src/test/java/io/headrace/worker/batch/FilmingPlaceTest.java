package io.headrace.worker.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.engine.PoolShape;
import io.headrace.engine.media.MediaChildren;
import io.headrace.ffmpeg.FfmpegChild;
import io.headrace.machine.NanoTicker;
import io.headrace.media.FrameRate;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaDescription;
import io.headrace.media.request.MediaLimits;
import io.headrace.media.request.MediaRequest;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the pictures of a clip, by a real media child. */
@Timeout(60)
class FilmingPlaceTest {

    @TempDir
    private Path directory;

    private record Scripted(BatchAnswer answer) implements BatchPlace {
        @Override
        public BatchAnswer send(BatchCall call, InputStream body) {
            return answer;
        }

        @Override
        public void close() {}
    }

    private static BatchAnswer said(String contentType, String body) {
        return new BatchAnswer.Answered(contentType, "real", new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    private static BatchAnswer asked(BatchAnswer answer, FilmMaker films, Optional<FrameRate> rate) throws Exception {
        var call =
                new BatchCall("multipart/form-data", Duration.ofMinutes(1), 1_000, 1_000_000, rate, Optional.empty());
        return new FilmingPlace(new Scripted(answer), films).send(call, InputStream.nullInputStream());
    }

    private static String frame(int width, int height, int seed) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return "{\"url\":\"" + DataUrl.of("image/png", bytes.toByteArray()) + "\",\"seed\":" + seed + ",\"nsfw\":true}";
    }

    private static String frames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    try {
                        return frame(64, 48, 9 + i);
                    } catch (IOException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                })
                .collect(Collectors.joining(",", "{\"frames\":[[", "]]}"));
    }

    private static String body(BatchAnswer answer) throws IOException {
        assertThat(answer).isInstanceOf(BatchAnswer.Answered.class);
        return new String(((BatchAnswer.Answered) answer).body().readAllBytes(), UTF_8);
    }

    private MediaChildren child() throws IOException {
        var command = FfmpegChild.command(
                System.getProperty("java.class.path"),
                Files.createDirectories(Path.of("target", "natives").toAbsolutePath()),
                1024);
        return MediaChildren.open(command, PoolShape.of(1).withoutSpare(), MediaLimits.DEFAULT, NanoTicker.system());
    }

    @Test
    void makesOneFilmOfThePicturesOfAClip() throws Exception {
        try (var media = child()) {
            var answer = asked(said("application/json", frames(12)), FilmMaker.by(media), Optional.of(FrameRate.of(6)));

            var reply = BatchReplyCodec.decode(BuiltInPipelines.IMAGE_TO_VIDEO, body(answer));
            assertThat(reply).isInstanceOfSatisfying(BatchReply.Images.class, images -> {
                assertThat(images.images()).hasSize(1);
                assertThat(images.images().getFirst().seed()).isEqualTo(9);
                assertThat(images.images().getFirst().nsfw()).isTrue();
            });
            var url = DataUrl.parse(reply.urls().getFirst());
            assertThat(url.mediaType()).isEqualTo("video/mp4");
            var film = Files.write(directory.resolve("film.mp4"), url.bytes());
            var found =
                    (MediaAnswer.Done<MediaDescription>) media.ask(new MediaRequest.Probe(film), FilmMaker.PATIENCE);
            assertThat(found.reply().duration()).isEqualTo(Duration.ofSeconds(2));
            assertThat(found.reply().video().orElseThrow().width()).isEqualTo(64);
            assertThat(((BatchAnswer.Answered) answer).modelKind()).isEqualTo("real");
        }
    }

    @Test
    void leavesNothingOnDisk() throws Exception {
        var before = temporary();
        try (var media = child()) {
            asked(said("application/json", frames(2)), FilmMaker.by(media), Optional.of(FrameRate.of(6)));
            asked(
                    said("application/json", frames(2).replace("iVBOR", "aaaaa")),
                    FilmMaker.by(media),
                    Optional.of(FrameRate.of(6)));
        }

        assertThat(temporary()).isEqualTo(before);
    }

    private static long temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("film\\d+"))
                    .count();
        }
    }

    @Test
    void saysWhyNoFilmCanBeMade() throws Exception {
        try (var media = child()) {
            var answer = asked(
                    said("application/json", "{\"frames\":[[" + frame(64, 48, 1) + "," + frame(32, 48, 1) + "]]}"),
                    FilmMaker.by(media),
                    Optional.of(FrameRate.of(6)));

            assertThat(answer)
                    .isInstanceOfSatisfying(
                            BatchAnswer.Failed.class,
                            failed ->
                                    assertThat(failed.sentence()).contains("picture 1 has 32x48, the first one 64x48"));
        }
    }

    @Test
    void passesOnWhatIsAFilmAlreadyAndWhatIsNoClip() throws Exception {
        var film = "{\"images\":[{\"nsfw\":false,\"seed\":1,\"url\":\"data:video/mp4;base64,AAAA\"}]}";
        assertThat(body(asked(said("application/json", film), NoFilms.HERE, Optional.of(FrameRate.of(6)))))
                .isEqualTo(film);
        assertThat(body(asked(said("application/json", frames(1)), NoFilms.HERE, Optional.empty())))
                .startsWith("{\"frames\"");
        assertThat(body(asked(said("video/mp4", "bytes"), NoFilms.HERE, Optional.of(FrameRate.of(6)))))
                .isEqualTo("bytes");
        var refused = new BatchAnswer.Refused(400, "no");
        assertThat(asked(refused, NoFilms.HERE, Optional.of(FrameRate.of(6)))).isSameAs(refused);
    }

    @Test
    void isAFailureOfTheRunnerWhenItsAnswerMakesNoSense() throws Exception {
        for (var nonsense :
                new String[] {"{\"frames\":[]}", "{\"frames\":[[]]}", "nonsense", "{\"frames\":[[{\"url\":\"x\"}]]}"}) {
            assertThat(asked(said("application/json", nonsense), NoFilms.HERE, Optional.of(FrameRate.of(6))))
                    .isInstanceOf(BatchAnswer.Failed.class);
        }
    }
}
