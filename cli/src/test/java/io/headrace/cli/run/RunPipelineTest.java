package io.headrace.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.headrace.transport.Headers;
import io.headrace.transport.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose gateway answers at once: what is sent, and what becomes of the answer. */
class RunPipelineTest {

    private static final byte[] PICTURE = Shell.png(64, 48);
    private static final Headers PNG = Headers.contentType("image/png");

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void start() throws TransportException {
        shell = new Shell(folder);
        shell.gateway.answers("GET", "/stream/aa/one.png", 200, PNG, PICTURE);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    private void upscales(Headers headers, String... urls) {
        var images = String.join(
                ",",
                Arrays.stream(urls)
                        .map(url -> "{\"url\":\"" + url + "\",\"seed\":7,\"nsfw\":false}")
                        .toList());
        shell.gateway.answers("POST", "/upscale", 200, headers, "{\"images\":[" + images + "]}");
    }

    @Nested
    class AFile {

        @Test
        void comesFromAnAddressRelativeToTheGateway() {
            upscales(Headers.NONE, "/stream/aa/one.png");

            var typed = shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/b.png");

            assertThat(typed.exitCode()).isZero();
            assertThat(folder.resolve("b.png")).hasBinaryContent(PICTURE);
            assertThat(typed.out()).isEqualTo(folder + "/b.png\n");
            assertThat(typed.err()).contains("Done in", "b.png (64x48, ");
        }

        @Test
        void comesFromAnAddressOfItsOwn() {
            upscales(Headers.NONE, shell.gateway.uri() + "/stream/aa/one.png?sig=1");

            shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/b.png");

            assertThat(folder.resolve("b.png")).hasBinaryContent(PICTURE);
        }

        @Test
        void comesInTheAddressItself() {
            upscales(
                    Headers.NONE, "data:image/png;base64," + Base64.getEncoder().encodeToString(PICTURE));

            shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/b.png");

            assertThat(folder.resolve("b.png")).hasBinaryContent(PICTURE);
        }

        @Test
        void isNamedAfterItsSourceWhenItHasNoName() {
            upscales(Headers.NONE, "/stream/aa/one.png");

            var typed = shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.out()).isEqualTo(folder.resolve("a-upscale.png") + "\n");
        }

        @Test
        void getsANumberWhenItsMadeUpNameIsTaken() throws IOException {
            upscales(Headers.NONE, "/stream/aa/one.png");
            Files.writeString(folder.resolve("a-upscale.png"), "mine");

            var typed = shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.out()).isEqualTo(folder.resolve("a-upscale-2.png") + "\n");
            assertThat(folder.resolve("a-upscale.png")).hasContent("mine");
        }

        @Test
        void isNeverWrittenOverWhatIsThere() throws IOException {
            upscales(Headers.NONE, "/stream/aa/one.png");
            Files.writeString(folder.resolve("b.png"), "mine");

            var typed = shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/b.png");

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).contains("b.png is there already", "--force");
            assertThat(folder.resolve("b.png")).hasContent("mine");
            assertThat(shell.gateway.asked()).as("nobody works for nothing").isEmpty();
        }

        @Test
        void replacesWhatIsThereWhenItMay() throws IOException {
            upscales(Headers.NONE, "/stream/aa/one.png");
            Files.writeString(folder.resolve("b.png"), "mine");

            shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/b.png", "--force");

            assertThat(folder.resolve("b.png")).hasBinaryContent(PICTURE);
        }

        @Test
        void goesToAFolderThatIsMadeForIt() {
            upscales(Headers.NONE, "/stream/aa/one.png");

            shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/new/deep/");

            assertThat(folder.resolve("new/deep/a-upscale.png")).hasBinaryContent(PICTURE);
        }

        @Test
        void isRefusedAtAnAddressThatIsNone() {
            upscales(Headers.NONE, "file:///etc/passwd");

            var typed = shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.exitCode()).isEqualTo(1);
            assertThat(typed.err()).contains("no address that can be fetched: file:///etc/passwd");
            assertThat(shell.files()).containsExactly("a.png");
        }
    }

    @Nested
    class SeveralFiles {

        @BeforeEach
        void two() {
            shell.gateway.answers("GET", "/stream/aa/two.png", 200, PNG, Shell.png(8, 8));
            upscales(Headers.NONE, "/stream/aa/one.png", "/stream/aa/two.png");
        }

        @Test
        void areNumberedInAFolder() {
            var typed = shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.out().lines()).containsExactly(folder + "/a-upscale-1.png", folder + "/a-upscale-2.png");
            assertThat(folder.resolve("a-upscale-2.png")).hasBinaryContent(Shell.png(8, 8));
        }

        @Test
        void areNumberedBesideTheFileThatWasNamed() {
            shell.run("upscale", "--image", shell.picture("a.png", 32, 24), "-o", folder + "/b.png");

            assertThat(shell.files()).containsExactly("a.png", "b-1.png", "b-2.png");
        }
    }

    @Nested
    class TheRequest {

        @Test
        void isAFormWithTheFileAndWhatWasSaidOfIt() {
            upscales(Headers.NONE, "/stream/aa/one.png");

            shell.runHere(
                    "upscale", "--image", shell.picture("a.png", 32, 24), "--model", "maker/x2", "--param", "seed=3");

            var asked = shell.gateway.last("POST");
            assertThat(asked.headers().first("Content-Type"))
                    .contains("multipart/form-data; boundary=headrace-" + Shell.NAME);
            assertThat(asked.headers().first("Content-Length")).isPresent();
            assertThat(asked.headers().first("Prefer")).contains("respond-async");
            assertThat(asked.body())
                    .contains("name=\"image\"; filename=\"a.png\"", "name=\"model_id\"\r\n\r\nmaker/x2\r\n")
                    .contains("name=\"seed\"\r\n\r\n3\r\n")
                    .endsWith("--headrace-" + Shell.NAME + "--\r\n");
        }

        @Test
        void saysHowLongToWaitAndWhatToPay() {
            shell.gateway.on("POST", "/image-to-text", exchange -> {
                var terms = exchange.queryParameter("wait").orElse("") + " "
                        + exchange.queryParameter("maxPrice").orElse("");
                exchange.answer(200, "application/json", "{\"text\":\"" + terms + "\"}");
            });
            var picture = shell.picture("a.png", 8, 8);

            assertThat(shell.run("image-to-text", "--image", picture, "--wait", "5", "--max-price", "1/3")
                            .out())
                    .isEqualTo("5 1/3\n");
        }

        @Test
        void takesItsTextFromAFileOrStandardInput() {
            shell.gateway.answers("POST", "/text-to-speech", 200, "{\"audio\":{\"url\":\"/stream/aa/one.png\"}}");

            shell.piping("Hello, world.\n").runHere("text-to-speech", "--text", "-");
            assertThat(shell.gateway.last("POST").body()).contains("\"text\":\"Hello, world.\"");

            shell.runHere("text-to-speech", "--text", "@" + shell.file("t.txt", "From a file".getBytes(UTF_8)));
            assertThat(shell.gateway.last("POST").body()).contains("\"text\":\"From a file\"");
        }

        @Test
        void isNotMadeOfAFileThatIsMissing() {
            var typed = shell.runHere("upscale", "--image", folder + "/none.png");

            assertThat(typed.exitCode()).isEqualTo(2);
            assertThat(typed.err()).contains(folder + "/none.png is no file that can be read");
        }

        @Test
        void leadsElsewhereForWorkThatIsNoRequest() {
            assertThat(shell.run("video-transcoding").err()).contains("headrace transcode");
            assertThat(shell.run("live-video-to-video").exitCode()).isEqualTo(2);
            assertThat(shell.run("../jobs").exitCode()).isEqualTo(2);
            assertThat(shell.run().err()).contains("PIPELINE", "--container");
        }
    }

    @Nested
    class TheReport {

        @Test
        void saysWhoDidItAndHowSeriouslyItIsToBeTaken() {
            upscales(
                    Headers.of("X-Model-Kind", "classic")
                            .with("X-Model-Id", "headrace/lanczos")
                            .with("X-Headrace-Job", "ab12"),
                    "/stream/aa/one.png");
            shell.gateway.answers(
                    "GET",
                    "/jobs/ab12",
                    200,
                    "{\"job\":\"ab12\",\"fee\":\"42\",\"orchestrators\":[\"https://n:8935\",\"https://o:8935\"]}");

            var typed = shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.err())
                    .contains("Job ab12 is done in", "by https://o:8935")
                    .contains("Made by a classical method (headrace/lanczos), not by a trained model.");
        }

        @Test
        void saysPlainlyThatADemoIsNone() {
            upscales(Headers.of("X-Model-Kind", "demo"), "/stream/aa/one.png");

            assertThat(shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24))
                            .err())
                    .contains("stand-in for demonstrations", "not to be taken for the real thing");
        }

        @Test
        void isOneDocumentForPrograms() {
            upscales(Headers.of("X-Model-Kind", "real").with("X-Headrace-Job", "ab12"), "/stream/aa/one.png");
            shell.gateway.answers("GET", "/jobs/ab12", 200, "{\"job\":\"ab12\",\"fee\":\"42\",\"tickets\":2}");

            var document = shell.runHere("upscale", "--image", shell.picture("a.png", 32, 24), "--json")
                    .document();

            assertThat(document.propertyNames())
                    .containsExactly("job", "pipeline", "state", "modelKind", "seconds", "fee", "tickets", "files");
            assertThat(document.path("fee").asString()).isEqualTo("42");
            var file = document.path("files").path(0);
            assertThat(file.path("file").asString()).isEqualTo(folder + "/a-upscale.png");
            assertThat(file.path("bytes").asLong()).isEqualTo(PICTURE.length);
            assertThat(file.path("width").asInt()).isEqualTo(64);
            assertThat(file.path("height").asInt()).isEqualTo(48);
            assertThat(file.path("seed").asLong()).isEqualTo(7);
        }

        @Test
        void drawsItsStagesInPlaceForAPersonAndLeavesNothingOfThem() {
            upscales(Headers.NONE, "/stream/aa/one.png");

            var err = shell.atTerminal()
                    .runHere("upscale", "--image", shell.picture("a.png", 32, 24))
                    .err();

            assertThat(err).startsWith("\r\u001b[Kuploading ...").contains("downloading a-upscale.png");
            assertThat(err.substring(err.lastIndexOf("\u001b[K") + 3)).startsWith("Done in");
        }
    }

    @Nested
    class Words {

        @Test
        void areTheResultAndNothingElseIs() {
            shell.gateway.answers("POST", "/image-to-text", 200, "{\"text\":\"a red car\"}");

            var typed = shell.run("image-to-text", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.out()).isEqualTo("a red car\n");
        }

        @Test
        void goToTheFileThatWasNamed() {
            shell.gateway.answers(
                    "POST",
                    "/audio-to-text",
                    200,
                    "{\"text\":\"hello\",\"chunks\":[{\"timestamp\":[0,1.5],\"text\":\"hello\"}]}");

            var typed = shell.run(
                    "audio-to-text", "--audio", shell.file("a.wav", new byte[100]), "-o", folder + "/t.txt", "--json");

            assertThat(folder.resolve("t.txt")).hasContent("hello\n");
            assertThat(typed.document().path("text").asString()).isEqualTo("hello");
            assertThat(typed.document()
                            .path("chunks")
                            .path(0)
                            .path("timestamp")
                            .path(1)
                            .asDouble())
                    .isEqualTo(1.5);
        }

        @Test
        void cannotDisturbATerminal() {
            shell.gateway.answers("POST", "/image-to-text", 200, "{\"text\":\"a\\u001b[2Jcar\"}");

            var typed = shell.atTerminal().run("image-to-text", "--image", shell.picture("a.png", 32, 24));

            assertThat(typed.out()).isEqualTo("a\uFFFD[2Jcar\n");
        }
    }

    @Nested
    class Masks {

        private static final String REPLY = """
                {"masks":"[[[1,0],[0,0]],[[1,1],[1,1]]]","scores":"[0.9,0.4]","logits":"[]"}""";

        @Test
        void becomePicturesAndLieOverTheSource() {
            shell.gateway.answers("POST", "/segment-anything-2", 200, REPLY);

            var typed = shell.runHere(
                    "segment-anything-2",
                    "--image",
                    shell.picture("a.png", 2, 2),
                    "--points",
                    "0,0;1,1",
                    "--labels",
                    "1,0");

            assertThat(typed.out()
                            .lines()
                            .map(line -> Path.of(line).getFileName().toString()))
                    .containsExactly(
                            "a-segment-anything-2.png",
                            "a-segment-anything-2-mask-1.png",
                            "a-segment-anything-2-mask-2.png");
            assertThat(shell.gateway.last("POST").body())
                    .contains("name=\"point_coords\"\r\n\r\n[[0,0],[1,1]]", "name=\"point_labels\"\r\n\r\n[1,0]")
                    .contains("name=\"return_logits\"\r\n\r\nfalse");
        }

        @Test
        void areNumberedBesideTheOverlayThatWasNamed() {
            shell.gateway.answers("POST", "/segment-anything-2", 200, REPLY);

            var typed = shell.run(
                    "segment-anything-2", "--image", shell.picture("a.png", 2, 2), "-o", folder + "/cut.png", "--json");

            assertThat(shell.files()).containsExactly("a.png", "cut-mask-1.png", "cut-mask-2.png", "cut.png");
            assertThat(typed.document().path("scores").path(0).asDouble()).isEqualTo(0.9);
        }
    }
}
